import { copilotCli } from '../support/clients/copilotCli';
import { describeClient } from '../support/clients/describeClient';

describeClient('Copilot CLI', copilotCli);
