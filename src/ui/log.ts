import { type LogOutputChannel, window } from 'vscode';
import type { Logger } from '../core/ports';
import { LOG_CHANNEL } from '../manifest';

export function createLogChannel(): LogOutputChannel {
  return window.createOutputChannel(LOG_CHANNEL, { log: true });
}

/** A logger that writes to the channel with the part of the program in front. */
export function labelled(channel: Logger, label: string): Logger {
  return {
    trace: (message) => channel.trace(`[${label}] ${message}`),
    debug: (message) => channel.debug(`[${label}] ${message}`),
    info: (message) => channel.info(`[${label}] ${message}`),
    warn: (message) => channel.warn(`[${label}] ${message}`),
    error: (message) => channel.error(`[${label}] ${message}`),
  };
}
