const address =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/giu
const asOwn =
  /(?<!\p{L})(?:mi (?:correo|e-?mail|cuenta|usuario)|(?:correo|e-?mail) (?:es|de (?:mi|la) cuenta)|registrad[oa]|me registr[eé]|cuenta|usuario|my (?:e-?mail|account|user ?name)|account|registered|signed up|sign in|log in)(?!\p{L})[^.!?\n@]{0,40}$/iu

/** The address that the customer says their account has; none where the text has several addresses. Pure; linear. */
export const findAccountEmail = (text: string): string[] => {
  const found = [...text.matchAll(address)]
  const values = new Map(found.map(([value]) => [value.toLowerCase(), value]))
  const isOwn = found.some(({ index }) => asOwn.test(text.slice(Math.max(0, index - 80), index)))
  return isOwn ? [...values.values()] : []
}
