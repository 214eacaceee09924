import assert from 'node:assert/strict';
import { join } from 'node:path';
import { RECALL_TOOLS } from '../../../src/core/recallTools';
import { REPOSITORY } from '../vscodeHost/repository';
import { HANG, say, use } from './agentModel';
import { ClientBench } from './clientBench';
import { ABOUT_HEALTH_TESTS, MEMORY_OF_HEALTH_TESTS, rememberHealthTests } from './healthTests';
import type { RealClient } from './realClient';
import { evidenceOf, type RememberedTurn, rememberedTurns, until } from './remembered';

const INSTALLING_MS = 10 * 60_000;
/** Session start, prompt, three tool uses, end of the turn, end of the session. */
const EVENTS_OF_STORY = 7;

/** What holds for every real client, each test from where the one before it left the machine. `more` adds what holds for this one. */
export function describeClient(title: string, client: RealClient, more: (bench: () => ClientBench) => void = () => undefined): void {
  const name = `${title} ${client.package.version}`;
  describe(name, () => {
    let opened: ClientBench | undefined;
    const bench = (): ClientBench => opened ?? assert.fail('the client is not there');
    const standing = async (): Promise<unknown> => (JSON.parse(await bench().machine.program.run('agents', '--json')) as { agent: string; state: string }[]).find((agent) => agent.agent === client.agent)?.state;

    /** The turn of a prompt that was told once, when its three tool uses and its end have left what they did: each once. */
    const assertStory = async (prompt: string, file: string): Promise<RememberedTurn> => {
      const turns = await rememberedTurns(bench().machine.program, (all) => all.some((turn) => turn.text === prompt && turn.observations.length > 2 && turn.summaries.length > 0));
      const [turn, ...others] = turns.filter((one) => one.text === prompt);
      assert.ok(turn);
      assert.deepEqual(others, []);
      const titles = turn.observations.map((observation) => observation.title ?? '');
      const saying = (pattern: RegExp): number => titles.filter((told) => pattern.test(told)).length;
      assert.deepEqual({ wrote: saying(new RegExp(`src/${file}`)), read: saying(/package\.json/), failed: saying(/`cat no-such-file` failed/), all: titles.length }, { wrote: 1, read: 1, failed: 1, all: 3 }, titles.join('\n'));
      assert.equal(turn.agent, client.agent);
      assert.equal(turn.summaries.length, 1);
      if (client.hasToolIds) assert.deepEqual(evidenceOf(turn), bench().model.issued.map((call) => call.id).toSorted());
      return turn;
    };

    before(async function () {
      this.timeout(INSTALLING_MS);
      const made = await ClientBench.open(client);
      if (typeof made === 'string') {
        console.log(`    SKIPPED: ${name} cannot be installed here: ${made}`);
        return this.skip();
      }
      opened = made;
      await made.machine.startOwner();
    });

    after(() => opened?.close());

    it('is left as it was, byte for byte, when it is connected and disconnected', async () => {
      const { machine } = bench();
      const untouched = machine.tree(client.folder);
      await machine.program.run('connect', client.agent);
      assert.notDeepEqual(machine.tree(client.folder), untouched);
      await machine.program.run('disconnect', client.agent);
      assert.deepEqual(machine.tree(client.folder), untouched);
      await machine.program.run('connect', client.agent);
    });

    if (client.trust) {
      it('runs no hook before the person has trusted it, and is known to need that', async () => {
        await bench().session('Before trust.', bench().story('untrusted.js'));
        assert.equal(await standing(), 'needsTrust');
        await client.trust?.(bench().program, { cwd: bench().machine.project, env: bench().environment });
        assert.deepEqual(await bench().machine.program.exported(), []);
      });
    }

    it('has every tool use of a session remembered once, under its prompt, with a summary', async () => {
      await bench().session('Add a file that answers.', bench().story('first.js'));
      await assertStory('Add a file that answers.', 'first.js');
      assert.equal(await standing(), 'connected');
    });

    it('tells the model of the next session what the one before did, once', async () => {
      const { machine, model } = bench();
      await until(() => machine.program.readyContexts().some((text) => text.includes('first.js')) && machine.program.readyContexts().every((text) => text.includes('first.js')));
      await bench().session('What was done before?', bench().story('second.js'));
      const [request] = model.requests;
      assert.ok(request);
      // Gemini CLI escapes what hooks say.
      assert.equal(request.text.match(/(?:<|&lt;)recollect-context(?:>|&gt;)/g)?.length, 1);
      assert.match(request.text, /first\.js/);
    });

    it('does not remember the context that it was given', async () => {
      await assertStory('What was done before?', 'second.js');
      assert.doesNotMatch(JSON.stringify(await bench().machine.program.exported()), /recollect-context|hook_context|user_email/);
    });

    it('goes on with a session that is resumed', async () => {
      await bench().session('Go on.', bench().story('third.js'), { isResumed: true });
      const resumed = await assertStory('Go on.', 'third.js');
      const turns = await rememberedTurns(bench().machine.program, () => true);
      assert.equal(turns.find((turn) => turn.text === 'What was done before?')?.session, resumed.session);
    });

    const { recall } = client;
    if (recall) {
      it('is answered what is remembered, and that it asked is not remembered', async () => {
        const { model } = bench();
        const calls = recall(RECALL_TOOLS.search, { query: 'first.js' });
        await bench().session('Look it up.', [...calls.map((call) => use(call)), say('It was found.')]);
        assert.match(model.requests.at(-1)?.text ?? '', /\d+ found of the project [^]*?shop-api, the best first:[^]*?- [os]\d+ [^]*?first\.js/);
        const [turn] = await rememberedTurns(bench().machine.program, (all) => all.some(({ text, summaries }) => text === 'Look it up.' && summaries.length > 0)).then((all) => all.filter(({ text }) => text === 'Look it up.'));
        assert.deepEqual(turn?.observations, []);
      });
    }

    if (client.hearsPrompts) {
      it('tells the model beside a prompt which memories of other sessions concern it', async () => {
        const { machine, model } = bench();
        await rememberHealthTests(join(REPOSITORY, 'dist', 'hook.js'), machine.environment, machine.project);
        await rememberedTurns(machine.program, () => true);
        // On a busy machine the owner may not know in time, and then nothing is said.
        await until(async () => {
          await bench().session(ABOUT_HEALTH_TESTS, [say('Yes.')]);
          return MEMORY_OF_HEALTH_TESTS.test(model.requests[0]?.text ?? '');
        });
      });
    }

    it('loses nothing that its hooks were told when it is killed in the middle of a turn', async () => {
      const { machine, model } = bench();
      model.play(use(client.calls.write(join(machine.project, 'src', 'killed.js'), 'export const killed = true;\n')), HANG);
      const run = bench().start(client.words('Be killed.'));
      await model.asked(2);
      // The hook after a tool may still run: not every client waits for it.
      await until(async () => JSON.stringify(await machine.program.exported()).includes('killed.js'));
      await run.kill();
      const turns = await rememberedTurns(machine.program, (all) => all.some((turn) => turn.text === 'Be killed.' && turn.observations.length > 0));
      const killed = turns.filter((turn) => turn.text === 'Be killed.').flatMap((turn) => turn.observations);
      assert.deepEqual(killed.map((observation) => observation.filesModified), [['src/killed.js']]);
      assert.deepEqual((JSON.parse(await machine.program.run('status', '--json')) as { queue: unknown }).queue, { pending: 0, processing: 0, failed: 0, paused: 0 });
    });

    it('leaves in the spool what happens while nobody is there, for whoever comes', async () => {
      const { machine } = bench();
      await machine.stopOwner();
      await bench().session('Nobody is there.', bench().story('spooled.js'));
      await until(() => machine.program.spooled().length >= EVENTS_OF_STORY);
      await machine.startOwner();
      await assertStory('Nobody is there.', 'spooled.js');
    });

    it('tells nothing where it is told not to', async () => {
      await bench().session('Forget this.', bench().story('forgotten.js'), { env: { RECOLLECT_DISABLE: '1' } });
      await bench().session('Remember this.', bench().story('remembered.js'));
      await assertStory('Remember this.', 'remembered.js');
      assert.doesNotMatch(JSON.stringify(await bench().machine.program.exported()), /Forget this|forgotten\.js/);
    });

    more(bench);

    it('works on and tells nothing once it is disconnected', async () => {
      const { machine } = bench();
      await machine.program.run('disconnect', client.agent);
      const told = await machine.program.exported();
      await bench().session('Without Recollect.', [say('Yes.')]);
      assert.deepEqual(await machine.program.exported(), told);
      assert.deepEqual(machine.program.spooled(), []);
    });

    it('has what it did without Recollect imported from its own transcripts, and nothing twice', async () => {
      const { program } = bench().machine;
      const untold = 'Without Recollect.';
      await program.run('backfill', '--from', client.agent);
      const turns = await rememberedTurns(program, (all) => all.some((turn) => turn.text === untold && turn.summaries.length > 0));
      for (const prompt of ['Add a file that answers.', 'Go on.', 'Nobody is there.', untold]) {
        const told = turns.filter((turn) => turn.text === prompt);
        assert.deepEqual(told.map((turn) => [turn.observations.length, turn.summaries.length]), [[prompt === untold ? 0 : 3, 1]], prompt);
      }
      assert.deepEqual(JSON.parse(await program.run('backfill', '--from', client.agent, '--json')), { sessions: 0, queued: 0, known: 0 });
    });
  });
}
