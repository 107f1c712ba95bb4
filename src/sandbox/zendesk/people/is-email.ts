/** As strict as the vendor is known to be: one @, a domain with a dot, no white space. */
export const isEmail = (text: string): boolean => /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]+$/.test(text)
