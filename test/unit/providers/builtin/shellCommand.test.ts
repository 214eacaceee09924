import assert from 'node:assert/strict';
import { commitMessageOf, readCommand, segmentsOf } from '../../../../src/providers/builtin/shellCommand';

describe('readCommand', () => {
  const kinds = {
    test: ['npm test', 'npm run test:unit', 'cd api && npm t -- --watch=false', 'NODE_ENV=test npx vitest run', 'node --import tsx --test test/*.ts', 'python -m pytest -q', 'go test ./...', 'timeout 60 cargo test', 'sed -i s/a/b/ x && npm test --silent', './gradlew clean test'],
    commit: ["git add -A && git -c user.name=dev commit -q -m 'x' && git log | head -1"],
    install: ['npm i zod', 'npm ci', 'pip install requests', 'sudo apt-get install jq', 'go mod tidy'],
    build: ['npm run build', 'make', 'npx tsc --noEmit', 'cargo build --release'],
    lint: ['npm run lint', 'npx eslint .', 'ruff check .'],
    look: ['ls -la && git log --oneline | head -5', 'cd src && pwd', 'cat a b', "grep -rn 'npm test' src", 'git status --short', 'git -C x diff'],
    other: ['node server.js', 'curl http://localhost', 'rm -rf dist', 'git push', 'testify', 'npm start'],
  } as const;
  for (const [kind, commands] of Object.entries(kinds))
    for (const command of commands)
      it(`takes \`${command}\` for ${kind}`, () => {
        assert.equal(readCommand(command).kind, kind);
      });

  it('takes two runs of the same tests for the same, whatever their flags', () => {
    assert.equal(readCommand('npm test --silent').key, readCommand("sed -i 's/a/b/' x && npm test 2>&1").key);
    assert.notEqual(readCommand('npm run test:unit').key, readCommand('npm run test:e2e').key);
  });
});

describe('segmentsOf', () => {
  it('does not split inside quotes', () => {
    assert.deepEqual(segmentsOf(`node -e "a; b && c" && echo 'x | y' | cat`), [`node -e "a; b && c"`, "echo 'x | y'", 'cat']);
  });

  it('takes a quote that never closes as it comes', () => {
    assert.deepEqual(segmentsOf(`echo "a; b`), [`echo "a; b`]);
  });
});

describe('commitMessageOf', () => {
  it('finds the first line of the message', () => {
    assert.equal(commitMessageOf(`git commit -q -m 'Add GET /health'`, ''), 'Add GET /health');
    assert.equal(commitMessageOf(`git commit -am "Fix it" -m "At length"`, ''), 'Fix it');
    assert.equal(commitMessageOf(`git commit -m "$(cat <<'EOF'\nAdd a thing\n\nBody\nEOF\n)"`, ''), 'Add a thing');
    assert.equal(commitMessageOf('git commit --amend --no-edit', '[main 1234567] Add GET /health\n 1 file changed'), 'Add GET /health');
    assert.equal(commitMessageOf('git commit', ''), '');
  });
});
