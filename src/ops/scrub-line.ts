/**
 * Blanks e-mail addresses and known secrets in one finished log line: the last line of defence, for what a third-party
 * error or a careless field brings. The line stays valid JSON. Linear in its length.
 */
export const createLineScrubber = (secrets: readonly string[]): ((line: string) => string) => {
  // As they stand inside a JSON text; very short ones would blank innocent words.
  const needles = secrets
    .filter((secret) => secret.length >= 6)
    .map((secret) => JSON.stringify(secret).slice(1, -1))
    .sort((one, other) => other.length - one.length)
  return (line) => {
    let scrubbed = line
    for (const needle of needles)
      if (scrubbed.includes(needle)) scrubbed = scrubbed.replaceAll(needle, '[secret]')
    return scrubbed.includes('@') || scrubbed.includes('%40') ? blankAddresses(scrubbed) : scrubbed
  }
}

// First alternative: a JSON escape, kept whole, so that the `n` of `\nann@…` is not taken for a part of the address. The
// local part has at most 64 characters (RFC 5321), which also bounds what the matcher tries at each place.
const escapeOrAddress =
  /\\(?:u[0-9a-fA-F]{4}|.)|[^\s"\\@<>()[\],;:]{1,64}(?:@|%40)[^\s"\\@<>()[\],;:/?&=]{1,255}/gi

const blankAddresses = (line: string): string =>
  line.replace(escapeOrAddress, (found) => (found.startsWith('\\') ? found : '[e-mail]'))
