import { claudeCode } from '../support/clients/claudeCode';
import { describeClient } from '../support/clients/describeClient';

describeClient('Claude Code', claudeCode);
