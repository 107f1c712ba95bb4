/** Whether an answer may be compressed by gzip, of an `Accept-Encoding` header. RFC 9110, 12.5.3; `q=0` refuses. */
export const acceptsGzip = (header: string | string[] | undefined): boolean =>
  String(header ?? '')
    .split(',')
    .some((each) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(each))
