import { codex } from '../support/clients/codex';
import { describeClient } from '../support/clients/describeClient';

describeClient('Codex', codex);
