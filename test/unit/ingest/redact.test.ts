import assert from 'node:assert/strict';
import fc from 'fast-check';
import { redact } from '../../../src/ingest/redact';
import { CLAUDE_RECORDINGS, recordedCalls } from '../../support/recordings';
import { SECRETS } from '../../support/secrets';

const around = fc.oneof(fc.constantFrom('', ' ', '\n', ', ', '"', '\\n', '(', ' and then ', '; '), fc.string({ maxLength: 20 }).map((text) => `${text} `), fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => `${text}\n`));

describe('redaction', () => {
  for (const [kind, planted] of Object.entries(SECRETS))
    it(`lets no ${kind} survive, whatever stands around it`, () => {
      fc.assert(
        fc.property(around, planted, around.filter((text) => !text.startsWith('(')), (before, { text, secret }, after) => {
          const result = redact(`${before}${text}${/^[\s",;\\]/.test(after) ? after : ` ${after}`}`);
          assert.ok(!result.includes(secret), result);
          assert.match(result, /\[redacted:[a-z-]+\]/);
          assert.equal(redact(result), result);
        }),
      );
    });

  for (const [text, expected] of [
    ['export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE', 'export AWS_ACCESS_KEY_ID=[redacted:aws-access-key]'],
    ['git clone https://dev:hunter2@git.example.com/a.git', 'git clone https://dev:[redacted:url-password]@git.example.com/a.git'],
    ['DATABASE_URL=postgres://u:p@ss@h/db', 'DATABASE_URL=postgres://u:[redacted:url-password]@h/db'],
    ['curl -H "Authorization: Bearer abcdef0123456789abcdef"', 'curl -H "Authorization: Bearer [redacted:authorization]"'],
    ['{"password":"hunter2","user":"dev"}', '{"password":"[redacted:password]","user":"dev"}'],
    ["client({ apiKey: 'k3y-0123456789ab' })", "client({ apiKey: '[redacted:secret]' })"],
    ['curl -u dev:hunter2 https://x.example', 'curl -u dev:[redacted:password] https://x.example'],
    ['mysql -u root -phunter2 shop', 'mysql -u root -p[redacted:password] shop'],
    ['Cookie: theme=dark; sid=a1b2c3d4e5f6a7b8c9', 'Cookie: theme=dark; sid=[redacted:cookie]'],
    ['git clone https://a1b2c3d4e5f6a7b8c9d0@git.example.org/a.git', 'git clone https://[redacted:url-token]@git.example.org/a.git'],
    ['//registry.example.org/:_auth=ZGV2Omh1bnRlcjI=', '//registry.example.org/:_auth=[redacted:secret]'],
    ['{"auth":"ZGV2Omh1bnRlcjI="}', '{"auth":"[redacted:registry-auth]"}'],
    ['<add key="Password" value="hunter2"/>', '<add key="Password" value="[redacted:password]"/>'],
    ['DB_PASSWORD=correcthorse\nDB_USER=dev', 'DB_PASSWORD=[redacted:password]\nDB_USER=dev'],
  ] as const)
    it(`turns ${text.split('\n')[0] ?? ''} into a marker of its kind`, () => assert.equal(redact(text), expected));

  for (const text of [
    'const token = getToken();',
    'auth: true',
    '{"auth":"required","author":"Ada Lovelace 1815"}',
    '"auth": "oauth2"',
    'author=ada1815lovelace1843x',
    'git log --author=ada1815lovelace1843x',
    'GLOB_PAT=src/**',
    'COMPAT=abcdefgh12345678abcd',
    'path=/home/dev/abcdefgh12345678',
    '<password>${DB_PASSWORD}</password>',
    '<token>{user.token}</token>',
    '<Password>{password}</Password>',
    '<add key="Theme" value="dark-mode-2026"/>',
    '<input name="password" value="" />',
    'token = tokens[index2]',
    'password = user.password2;',
    'if (token === expectedToken1) return;',
    'password: string; apiKey?: string;',
    'const apiKey = process.env.API_KEY ?? "";',
    'password=${DB_PASSWORD}',
    'API_KEY=$OTHER_API_KEY',
    'API_KEY=<your key>',
    '{"output_tokens":31,"max_tokens":4096,"totalTokens":4021}',
    'PWD=/home/dev/shop-api2',
    'label: { password: "Enter your password" }',
    'class="sk-loading-indicator-container"',
    'the task-management-of-disk-operations-in-2026',
    'npm_config_registry=https://registry.npmjs.org/',
    'https://example.com:8080/a@b',
    'import { basic } from "./authentication";',
    'basic understanding-of-the-authorization-flow',
    'sha512-Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4',
    'commit d53b4b9e1f2a3b4c5d6e7f8091a2b3c4d5e6f708',
    'tokenizer = BertTokenizer2.load("bert-base-uncased")',
    'the header is -----BEGIN CERTIFICATE-----',
    'http://localhost:3000/users/:id',
    'secretary: "hunter22"',
    'curl -u "$USER:$PASSWORD" https://x.example',
    'mysql -u root -p shop < dump.sql',
    'docker run -p 8080:8080 shop',
    'curl -o out.txt https://x.example',
    'cookies are set in src/http/cookies.ts',
    'document.cookie = "theme=dark"',
    'please login here and give the password again',
    'git config --global user.name dev',
    'ssh://deploy@build-machine-of-the-team.example.org/srv',
    'import x from "https://cdn.example.org/pkg@1.2.3/index.js"',
  ])
    it(`leaves ${text} alone`, () => assert.equal(redact(text), text));

  it('leaves every string of the recorded sessions alone', () => {
    const visit = (value: unknown): void => {
      if (typeof value === 'string') assert.equal(redact(value), value);
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
    };
    for (const file of CLAUDE_RECORDINGS) for (const { payload } of recordedCalls(file)) visit(payload);
  });

  it('changes nothing the second time, even for text made of pieces of its own patterns', () => {
    const piece = fc.constantFrom('password', 'token', 'api_key', '=', ':', ' ', '"', "'", '\\', '\n', 'AKIA', 'A1B2C3D4E5F6G7H8', 'sk-', 'sk-ant-', 'eyJ', '.', '://', '@', 'a1', 'Bearer ', 'authorization', '[redacted:secret]', '[redacted:', ']', 'x', '-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0', '--', 'ghp_', 'a'.repeat(36));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const once = redact(pieces.join(''));
        assert.equal(redact(once), once);
      }),
      { numRuns: 5000 },
    );
  });

  it('takes time in proportion to the text, for hostile text too', function () {
    this.timeout(30_000);
    const units = ['"auth":"', '"auth": "aaaaaaaa', '<password>', '<password a', '<token>aaaa ', 'key="password" value="', 'key="a', 'name="token', '_auth=', 'A_PAT=', '_pat', 'curl ', 'curl -u a', 'mysql a ', 'docker login ', 'login a password ', 'set token ', 'set a ', 'cookie: ', 'cookie=', '=aaaaaaaaaaaaaaaa;', '-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----', 'eyJ', 'eyJaaaaaaaa.', 'sk-', '://a:', '://', 'password=', 'password: "', '--a-', 'authorization:', 'bearer ', 'AKIA', 'SG.aaaaaaaaaaaaaaaaa.', 'A', ' ', '\\', `${'a'.repeat(64)}\n`, 'secret_access_', 'github_pat_'];
    for (const unit of units) {
      const started = performance.now();
      redact(unit.repeat(Math.ceil(1_000_000 / unit.length)));
      // A quadratic pattern takes minutes here; the bound leaves room for a busy machine.
      assert.ok(performance.now() - started < 2000, unit);
    }
  });
});
