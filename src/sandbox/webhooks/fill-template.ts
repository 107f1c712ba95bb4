/**
 * An own template: `{{ticket.id}}` and the like are replaced, unknown ones by nothing. `escapes`: so that a value cannot end the
 * JSON text that it stands in; whether a vendor does so is not documented.
 */
export const fillTemplate = (
  template: string,
  values: Readonly<Record<string, string>>,
  escapes: boolean,
): string =>
  template.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? (values[name] ?? '') : ''
    return escapes ? JSON.stringify(value).slice(1, -1) : value
  })
