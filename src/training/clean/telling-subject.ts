/** A subject as far as it says something: null when it only repeats how the text begins. Pure. */
export const tellingSubject = (subject: string | null, body: string): string | null => {
  const beginning = subject?.replace(/(…|\.\.\.)$/, '').trim() ?? ''
  return beginning !== '' && body.trim().startsWith(beginning) ? null : subject
}
