/** Words too common to say anything, contractions without their apostrophe among them. */
const STOP_WORDS = new Set(
  (
    'a about after all also am an and any are as at be because been before being both but by can could d did do does doing down during each few for from further had has have having he her here hers him his how i if in into is it its ' +
    'itself just likely ll m me might more most my no nor not now of off on once only or other our ours out over own re s same she should so some such t than that the their theirs them then there these they this those through to too under until up ' +
    've very was we were what when where which while who whom why will with would you your yours ' +
    'arent cant couldnt didnt doesnt dont hadnt hasnt havent heres hes id ill im isnt ive lets shes shouldnt thats theres theyd theyll theyre theyve wasnt werent whats wheres whos wont wouldnt youd youll youre youve'
  ).split(' '),
);

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
