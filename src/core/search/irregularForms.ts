/** Forms that a stemmer does not bring together, each line after its base form. */
const FORMS = `
become became
begin began begun
break broke broken
bring brought
build built
buy bought
catch caught
child children
choose chose chosen
come came
cut cutting
draw drew drawn
drive drove driven
eat ate eaten
fall fell fallen
feel felt
fight fought
find found
foot feet
forget forgot forgotten
freeze froze frozen
get got gotten
give gave given
go went gone
grow grew grown
hear heard
hide hid hidden
hold held
index indices indexes
keep kept
know knew known
lead led
leave left
lose lost
make made
matrix matrices
mean meant
meet met
mouse mice
pay paid
ride rode ridden
ring rang rung
rise rose risen
run ran
say said
see saw seen
seek sought
sell sold
send sent
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sleep slept
speak spoke spoken
spend spent
spin spun
stand stood
steal stole stolen
stick stuck
swim swam swum
take took taken
teach taught
tell told
think thought
throw threw thrown
understand understood
vertex vertices
wake woke woken
wear wore worn
win won
write wrote written
`;

const bases = new Map<string, string>();
for (const line of FORMS.trim().split('\n')) {
  const [base = '', ...forms] = line.split(' ');
  for (const form of forms) bases.set(form, base);
}

/** `write` for `wrote`; the word itself where nothing is known. */
export function baseForm(word: string): string {
  return bases.get(word) ?? word;
}
