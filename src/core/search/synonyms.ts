import { termOf } from './words';

/** Words that programmers use for one another, a line each. Short forms first; both directions count. */
const GROUPS = `
db database
auth authentication authorization login
config configuration settings
repo repository
env environment
dir directory folder
fn func function
param parameter arg argument
err error exception
msg message
req request
res resp response
btn button
dep dependency
pkg package
impl implementation implement
doc documentation
spec test
perf performance
k8s kubernetes
js javascript
ts typescript
py python
rb ruby
pg postgres postgresql
regex regexp
async asynchronous
sync synchronous synchronize
del delete remove
init initialize initialization
ctx context
cb callback
str string
num number
int integer
bool boolean
var variable
tmp temp temporary
prev previous
cur current
idx index
len length
max maximum limit
min minimum
mem memory
perm permission
admin administrator
pwd passwd password
cred credential
cert certificate
ssl tls
dev development
prod production
info information
util utility
lib library
obj object
attr attribute
prop property
elem element
cmd command
exec execute
ver version
src source
dest destination
conn connection
addr address
gen generate
calc calculate
eval evaluate
spawn launch
bug defect
crash abort
timeout deadline
cache memoize
mutex lock
rename move
flaky intermittent
deploy deployment release
ci pipeline
endpoint route
`;

const table = new Map<string, readonly string[]>();
const wordOfTerm = new Map<string, string>();
for (const line of GROUPS.trim().split('\n')) {
  for (const word of line.split(' ')) wordOfTerm.set(termOf(word) ?? word, word);
  const terms = [...new Set(line.split(' ').flatMap((word) => termOf(word) ?? []))];
  for (const term of terms) table.set(term, [...new Set([...(table.get(term) ?? []), ...terms.filter((other) => other !== term)])]);
}

/** Other terms that may stand for this one. */
export function synonymsOf(term: string): readonly string[] {
  return table.get(term) ?? [];
}

/** A synonym's term as a person writes it. */
export function synonymInWords(term: string): string {
  return wordOfTerm.get(term) ?? term;
}
