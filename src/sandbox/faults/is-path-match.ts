/** Whether a path fits a pattern: `*` is one segment, a final `**` any number of them, nothing else is special. */
export const isPathMatch = (pattern: string, path: string): boolean => {
  const wanted = pattern.split('/')
  const given = path.split('/')
  for (const [index, part] of wanted.entries()) {
    if (part === '**' && index === wanted.length - 1) return true
    const actual = given[index]
    if (actual === undefined || (part === '*' ? actual === '' : part !== actual)) return false
  }
  return wanted.length === given.length
}
