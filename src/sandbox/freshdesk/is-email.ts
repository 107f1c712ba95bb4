const local = /^[a-z0-9_%+'&=~/-]+(\.[a-z0-9_%+'&=~/-]+)*$/i
const domain = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i

/** The vendor's idea of an address, narrower than the standard: `a*b*@x.com` is refused (seen in public). */
export const isEmail = (text: string): boolean => {
  const at = text.lastIndexOf('@')
  return text.length <= 255 && at > 0 && local.test(text.slice(0, at)) && domain.test(text.slice(at + 1))
}
