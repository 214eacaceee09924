import { geminiCli } from '../support/clients/geminiCli';
import { describeClient } from '../support/clients/describeClient';

describeClient('Gemini CLI', geminiCli);
