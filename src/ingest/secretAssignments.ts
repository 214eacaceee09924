import { redacted } from './redacted';
import { looksReal, type SecretKind } from './secretValues';

const NAME = String.raw`pass(?:word|wd|phrase|code)|(?<=[_-])pass|pwd|secret(?:[_-]?(?:access[_-]?)?key)?|(?:api|access|account|private|signing|encryption|auth)[_-]?key|token|authorization|credentials?|(?:(?<![a-z])|(?<=\\[nrt]))_auth|(?<=[a-z]_)pat`;
const SUFFIX = String.raw`(?:[_-](?:key|value|base|prod|dev|test|live|\d{1,3}))?`;
const VALUE = String.raw`(\\{0,3}["'\x60]([^"'\x60\\\r\n]{4,8192})|[^\s"'\x60\\,;&<>(){}[\]|]{4,8192})`;

/** `password = "…"`, `"apiKey": "…"`, `DB_SECRET=…`, in JSON inside a string (`\"token\": \"…\"`) too. */
const ASSIGNMENT = new RegExp(String.raw`((${NAME})${SUFFIX}\\{0,3}["'\x60]?\]?(?:\s?:\s?(?:string|str)(?=\s?=))?(\s{0,8}(?::=|=>|[=:](?!=))\s{0,8}(?!["'\\]{0,4}\w{0,40}(?:${NAME})["'\\]{0,4}\s?[:=]\s)))${VALUE}`, 'gi');
const OPTION = new RegExp(String.raw`(--(?:[a-z]{1,20}-){0,3}(${NAME})(\s{1,4}))${VALUE}`, 'gi');
/** Only with the header's name before it is any value a credential; a scheme alone needs a longer one. */
const AUTHORIZATION = /(authorization\\{0,3}["'`]?\s{0,4}[:=,]\s{0,4}\\{0,3}["'`]?)?\b(bearer|basic|token|digest)(\s{1,4})(?!authorization\b)([A-Za-z0-9+/._~=-]{6,})/gi;
const URL_PASSWORD = /(:\/\/[^\s:/@"'<>`[\]]{0,256}:)([^\s/"'<>`]{1,512})(?=@)/g;
const SIGNATURE = /([?&](sig|(?:x-(?:amz|goog)-)?signature)=)[A-Za-z0-9%+/=_~-]{20,}/gi;
/** The credentials of a registry in Docker's configuration. */
const REGISTRY_AUTH = /("auth\\{0,3}"\s{0,4}:\s{0,4}\\{0,3}")([A-Za-z0-9+/]{8,8192}={0,2})(?=\\{0,3}")/g;
const ELEMENT = /(<((?:[a-z][\w.-]{0,40}[.:_-])?(?:password|passwd|passphrase|secret|token|api-?key))(?:\s[^<>]{0,200})?>\s{0,40})(?!\{)([^\s<>]{4,1024})(?=\s{0,40}<\/)/gi;
/** As in XML configurations: `<add key="Password" value="…"/>`. */
const NAMED_ATTRIBUTE = /(\b(?:key|name)=\\{0,3}["']([\w.:-]{0,60}(?:password|passwd|passphrase|secret|token|api_?key))\\{0,3}["']\s{1,40}value=\\{0,3}["'])([^\s"'<>\\]{4,1024})/gi;
const HINT = /pass|pwd|secret|key|token|auth|credential|bearer|_pat\b/i;

const kindOf = (name: string): SecretKind => (/^(?:pass|pwd|secret$)/i.test(name) ? 'password' : 'secret');
const kindOfEnd = (name: string): SecretKind => (/(?:pass\w*|secret)$/i.test(name) ? 'password' : 'secret');

function replaceValue(match: string, before: string, name: string, separator: string, value: string, quoted: string | undefined, at: number, text: string): string {
  const kind = kindOf(name);
  if (quoted !== undefined) return looksReal(quoted, kind, 'given') ? before + value.slice(0, value.length - quoted.length) + redacted(kind) : match;
  // A call or an index: what was found is a name.
  const next = text.charAt(at + match.length);
  if (next === '(' || next === '[') return match;
  const isEnvironment = separator === '=' && name === name.toUpperCase();
  return looksReal(value, kind, isEnvironment ? 'given' : 'bare') ? before + redacted(kind) : match;
}

/** Secrets that are known by what stands before them. */
export function redactAssignments(text: string): string {
  let result = text;
  if (result.includes('://')) result = result.replace(URL_PASSWORD, (match, before: string, password: string) => (/^(?:\[|\$|%\w+%|\*+$|x+$)/i.test(password) ? match : before + redacted('url-password')));
  if (/sig(?:nature)?=/i.test(result)) result = result.replace(SIGNATURE, (_match, before: string, name: string) => before + redacted(name.toLowerCase() === 'sig' ? 'azure-signature' : 'url-signature'));
  if (!HINT.test(result)) return result;
  result = result.replace(AUTHORIZATION, (match, header: string | undefined, scheme: string, space: string, value: string) => {
    const isCredential = header !== undefined || (/^bearer$/i.test(scheme) && value.length >= 16 && /\d/.test(value));
    return isCredential ? `${header ?? ''}${scheme}${space}${redacted('authorization')}` : match;
  });
  result = result.replace(REGISTRY_AUTH, (match, before: string, value: string) => (looksReal(value, 'secret', 'given') ? before + redacted('registry-auth') : match));
  for (const pattern of [ELEMENT, NAMED_ATTRIBUTE])
    result = result.replace(pattern, (match, before: string, name: string, value: string) => (looksReal(value, kindOfEnd(name), 'given') ? before + redacted(kindOfEnd(name)) : match));
  return result.replace(ASSIGNMENT, replaceValue).replace(OPTION, replaceValue);
}
