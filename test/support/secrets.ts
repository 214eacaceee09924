import fc from 'fast-check';

const of = (alphabet: string, minLength: number, maxLength = minLength): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength, maxLength });
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const ALNUM = UPPER + LOWER + DIGITS;
const URL_SAFE = `${ALNUM}_-`;
const BASE64 = `${ALNUM}+/`;
const random = (alphabet: string, length: number, more = 0): fc.Arbitrary<string> => of(alphabet, length - 2, length - 2 + more).map((text) => `a${text}7`);
const prefixed = (prefix: string, rest: fc.Arbitrary<string>) => rest.map((secret) => ({ text: prefix + secret, secret }));
const named = (before: string, rest: fc.Arbitrary<string>, after = '') => rest.map((secret) => ({ text: before + secret + after, secret }));

/** A text that holds a secret, and the part of it that must not survive. */
export interface Planted {
  readonly text: string;
  readonly secret: string;
}

const pemBody = fc.array(of(BASE64, 64), { minLength: 2, maxLength: 20 });
const pem = (lineEnd: string, cut: 'no' | 'end' | 'beginning') =>
  fc.tuple(fc.constantFrom('RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED ', ''), pemBody).map(([type, lines]) => ({
    text: [...(cut === 'beginning' ? [] : [`-----BEGIN ${type}PRIVATE KEY-----`]), ...lines, ...(cut === 'end' ? [] : [`-----END ${type}PRIVATE KEY-----`])].join(lineEnd),
    secret: lines[0] ?? '',
  }));

/** A generator for each kind of secret that must never be written. */
export const SECRETS: Readonly<Record<string, fc.Arbitrary<Planted>>> = {
  'AWS access key': prefixed('AKIA', of(UPPER + DIGITS, 16)),
  'AWS session key': prefixed('ASIA', of(UPPER + DIGITS, 16)),
  'AWS secret key': named('aws_secret_access_key = ', random(BASE64, 40)),
  'GitHub token': fc.constantFrom('ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_').chain((prefix) => prefixed(prefix, of(ALNUM, 36))),
  'GitHub fine-grained token': fc.tuple(of(ALNUM, 22), of(ALNUM, 59)).map(([a, b]) => ({ text: `github_pat_${a}_${b}`, secret: b })),
  'GitLab token': prefixed('glpat-', of(URL_SAFE, 20)),
  'Slack token': prefixed('xoxb-', of(DIGITS, 12).chain((a) => of(ALNUM, 24).map((b) => `${a}-${b}`))),
  'Slack webhook': named('https://hooks.slack.com/services/', fc.tuple(of(UPPER, 9), of(UPPER, 9), of(ALNUM, 24)).map(([t, b, c]) => `T${t}/B${b}/${c}`)),
  'Discord webhook': named('https://discord.com/api/webhooks/', fc.tuple(of(DIGITS, 18), of(URL_SAFE, 68)).map(([a, b]) => `${a}/${b}`)),
  'Telegram token': fc.tuple(of(DIGITS, 9), of(URL_SAFE, 33)).map(([a, b]) => ({ text: `${a}:AA${b}`, secret: b })),
  'private key of Kubernetes': fc.constantFrom('RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED ', '').chain((type) => of(BASE64, 64).map((body) => Buffer.from(`-----BEGIN ${type}PRIVATE KEY-----\n${body}`).toString('base64')).map((secret) => ({ text: `client-key-data: ${secret}`, secret }))),
  'signature in a URL': fc.constantFrom('X-Amz-Signature', 'X-Goog-Signature', 'Signature').chain((name) => named(`https://files.example.org/a?expires=1&${name}=`, of('0123456789abcdef', 64))),
  'Stripe key': fc.constantFrom('sk_live_', 'rk_live_', 'sk_test_').chain((prefix) => prefixed(prefix, of(ALNUM, 24))),
  'OpenAI key': prefixed('sk-', random(ALNUM, 48)),
  'OpenAI project key': prefixed('sk-proj-', of(URL_SAFE, 64)),
  'Anthropic key': prefixed('sk-ant-api03-', of(URL_SAFE, 93)),
  'Google key': prefixed('AIza', of(URL_SAFE, 35)),
  'npm token': prefixed('npm_', of(ALNUM, 36)),
  'PyPI token': prefixed('pypi-AgEIcHlwaS5vcmc', of(URL_SAFE, 80)),
  'HuggingFace token': prefixed('hf_', of(ALNUM, 34)),
  'SendGrid key': fc.tuple(of(URL_SAFE, 22), of(URL_SAFE, 43)).map(([a, b]) => ({ text: `SG.${a}.${b}`, secret: b })),
  'Twilio key': prefixed('SK', of('0123456789abcdef', 32)),
  'Azure account key': named('AccountName=shop;AccountKey=', random(BASE64, 86), '=='),
  JWT: fc.tuple(of(URL_SAFE, 20), of(URL_SAFE, 40), of(URL_SAFE, 43)).map(([a, b, c]) => ({ text: `eyJ${a}.eyJ${b}.${c}`, secret: c })),
  'Bearer header': fc.constantFrom('Authorization: Bearer ', 'authorization: bearer ', '"Authorization": "Bearer ', 'the basic Authorization: Bearer ').chain((before) => named(before, random(URL_SAFE, 32))),
  'Basic header': named('Authorization: Basic ', of(BASE64, 16)),
  'private key': pem('\n', 'no'),
  'private key with escaped line ends': pem('\\n', 'no'),
  'private key that lost its end': pem('\n', 'end'),
  'private key that lost its beginning': pem('\n', 'beginning'),
  'password in a URL': named('postgres://shop:', random(ALNUM, 12), '@db.internal:5432/shop'),
  'password in a .env file': fc.constantFrom('DB_PASSWORD=', 'SMTP_PASS=', 'APP_SECRET=').chain((before) => named(before, random(ALNUM, 12))),
  'API key in a .env file': fc.constantFrom('SHOP_API_KEY=', 'NPM_TOKEN=', 'SESSION_SECRET_KEY=', 'SECRET_KEY_BASE=').chain((before) => named(before, random(ALNUM, 20))),
  'password in code': fc.constantFrom("password: '", 'password = "', '"password": "', '\\"password\\": \\"', 'pwd="').chain((before) => named(before, random(ALNUM, 10), before.slice(-1))),
  'API key in code': fc.constantFrom("apiKey: '", 'api_key = "', 'const token: string = "', "'client_secret' => '").chain((before) => named(before, random(ALNUM, 24), before.slice(-1))),
  'password of curl': fc.constantFrom('curl -u dev:', 'curl -sS -X POST --user "dev:', "curl https://x.example/a -u 'dev:", 'curl -udev:').chain((before) => named(before, random(ALNUM, 12), /["']/.exec(before)?.[0] ?? '')),
  'password of a database client': fc.constantFrom('mysql -h db -u root -p', 'mysqldump -uroot -p', 'mariadb -p').chain((before) => named(before, random(ALNUM, 12), ' shop')),
  'password of a command': fc.constantFrom('sshpass -p ', "sshpass -p '", 'redis-cli -h cache -a ', 'docker login -u dev -p ', 'podman login registry.example.org -p ').chain((before) => named(before, random(ALNUM, 12), before.endsWith("'") ? "'" : ' ls')),
  'password in a .netrc': fc.constantFrom('machine api.example.org login dev password ', 'machine api.example.org\n  login dev\n  password ').chain((before) => named(before, random(ALNUM, 10))),
  'secret that a command sets': fc.constantFrom('aws configure set aws_secret_access_key ', 'npm config set //registry.npmjs.org/:_authToken ', 'git config --global acme.api_key "').chain((before) => named(before, random(ALNUM, 32), before.endsWith('"') ? '"' : '')),
  'token in a URL': named('https://', random(ALNUM, 32), '@git.example.org/acme/api.git'),
  'session cookie': fc.constantFrom('Cookie: theme=dark; session=', 'set-cookie: sid=', '"cookie": "a=1; sid=', "curl --cookie 'sid=").chain((before) => named(before, random(ALNUM, 32), /["']/.exec(before)?.[0] ?? '; Path=/')),
  'secret in nested YAML': fc.constantFrom('secret: api_key: ', 'credentials: { token: "').chain((before) => named(before, random(ALNUM, 24), before.endsWith('"') ? '" }' : '')),
  'password in YAML': named('password: ', random(ALNUM, 12)),
  'registry credentials of Docker': fc.constantFrom('{"auths":{"registry.example.org":{"auth":"', '{ \\"auth\\": \\"').chain((before) => named(before, random(BASE64, 32), before.includes('\\') ? '\\"' : '"')),
  'credentials of npm': fc.constantFrom('//registry.npmjs.org/:_authToken=', '//registry.example.org/:_auth=', '_auth = ').chain((before) => named(before, random(BASE64, 32))),
  'password in XML': fc.constantFrom('<password>', '<db.password type="plain">').chain((before) => named(before, random(ALNUM, 12), '</password>')),
  'secret of a named XML attribute': fc.constantFrom('<add key="Password" value="', '<property name="db.password" value="', '<add key="ApiToken" value="').chain((before) => named(before, random(ALNUM, 20), '"/>')),
  'personal access token in a .env file': fc.constantFrom('GITHUB_PAT=', 'AZURE_DEVOPS_EXT_PAT=').chain((before) => named(before, random(ALNUM, 40))),
  'password as an option': named('mysql --password ', random(ALNUM, 12)),
};
