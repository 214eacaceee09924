// Shows Recollect at work in a VS Code of its own, on a recorded session: npm run demo [-- --headless]
import { setTimeout as sleep } from 'node:timers/promises';
import { waitForEmptyQueue } from '../test/support/replay/ownerStatus';
import { readRecording } from '../test/support/replay/recording';
import { replay } from '../test/support/replay/replay';
import { waitForOwner } from '../test/support/replay/waitForOwner';
import { withOpenThings } from '../test/support/vscodeHost/openThings';
import { recordingFile } from '../test/support/vscodeHost/repository';
import { desktopProgram, openDesktop } from './demo/desktopHost';
import { describeEvent } from './demo/describeEvent';
import { HeadlessView } from './demo/headlessView';
import { serveHost } from './demo/servedHost';
import { runMain } from './runMain';

/** A recording holds seconds; a person needs time to see what each event does. */
const SESSIONS = [
  { recording: '01-basic.jsonl', what: 'a feature with failing tests', gapMs: 1_200 },
  { recording: '03-subagent.jsonl', what: 'an audit with two sub-agents', gapMs: 600 },
];
const PROJECT = 'shop-api';
const HEADLESS_GAP_MS = 200;
const OPENING_TIMEOUT_MS = 30 * 60_000;
const SETTLING_TIMEOUT_MS = 60_000;
/** For the eyes to find the status bar. */
const PAUSE_MS = 3_000;
/** A demo may move: the spinner is a part of it. */
const SETTINGS = { 'workbench.reduceMotion': 'off' };

const isHeadless = process.argv.includes('--headless');

runMain(() =>
  withOpenThings(async (open) => {
    const code = isHeadless ? undefined : desktopProgram();
    console.log('\nRecollect demo: a VS Code of its own, in a temporary folder. Your settings, sessions and memories are not touched.');
    const served = code === undefined ? await serveHost(open, SETTINGS) : undefined;
    const host = served ?? (await openDesktop(code ?? '', open, SETTINGS));
    const view = isHeadless && served !== undefined ? await HeadlessView.open(served.url, open) : undefined;
    if (served !== undefined && !isHeadless) console.log(`\n  Open this in a browser:  ${served.url}\n\nThe replay starts when the window is open. Ctrl-C ends the demo.`);
    await waitForOwner(host.folders.recollectHome, OPENING_TIMEOUT_MS);
    if (!isHeadless) await sleep(PAUSE_MS);

    for (const { recording, what, gapMs } of SESSIONS) {
      const events = await readRecording(recordingFile(recording));
      console.log(`\nA recorded Claude Code session, ${what}: ${events.length} events through the hook.${isHeadless ? '' : ' Watch the status bar at the bottom left.'}`);
      await replay(events, { hook: host.extension.hook, env: host.env, gapMs: isHeadless ? HEADLESS_GAP_MS : gapMs, onEvent: (event) => console.log(`  ${describeEvent(event)}`) });
    }
    const { sessions, observations, summaries } = await waitForEmptyQueue(host.extension.cli, host.env, SETTLING_TIMEOUT_MS);
    console.log(`\nRemembered: ${observations} observations and ${summaries} summaries of ${sessions} sessions.`);
    if (view !== undefined) {
      console.log(`Seen in the window: ${await view.look(PROJECT)}`);
      return observations > 0 && summaries > 0 ? 0 : 1;
    }
    console.log(`Click Recollect in the status bar, open ${PROJECT} in the tree and choose an observation. Ctrl-C ends the demo and deletes its folder.`);
    await host.closed;
    return 0;
  }),
);
