/** How subjects of machines begin, in English and Spanish: absence notes, delivery failures, receipts of reading. */
const subjects = [
  /^(auto(matic)?[ -]?(reply|response)|autoreply|out of( the)? office|ooo\b|away from( the)? office)/,
  /^(respuesta automatica|fuera de( la)? oficina|ausente|ausencia|autorespuesta|mensaje automatico)/,
  /^(undeliverable|undelivered|delivery (status notification|failure|has failed)|mail delivery (failed|subsystem)|returned mail|failure notice|message not delivered)/,
  /^(no se puede entregar|no se pudo entregar|no entregado|correo devuelto|error (de|en la) entrega|notificacion de (estado de )?entrega)/,
  /^(read|leido|visto|acuse de recibo|confirmacion de lectura)\s*:/,
]

/** What they say; only a short text is taken at its word, as a person may quote one. */
const phrases =
  /\b(i am (currently )?(out of( the)? office|on (annual |parental |sick )?leave|on vacation|on holiday)|i will be out of( the)? office|this is an auto(matic|mated)[ -]?(reply|response|message)|estoy fuera de( la)? oficina|me encuentro (fuera de( la)? oficina|de vacaciones|ausente)|estoy de (vacaciones|baja)|este es un (mensaje|correo) automatico|(esta )?respuesta automatica|this message was created automatically by mail delivery|your message (couldn't|could not|wasn't) (be )?delivered|no se ha podido entregar (su|tu|el) mensaje|el mensaje no (se )?(ha podido|pudo) (ser )?entreg)/

const shortText = 1_000
const replyMarks = /^((re|rv|fw|fwd|aw|wg|tr)\s*:\s*)+/

/** Whether a machine wrote it in place of a person: an absence note, a delivery failure, a receipt. Pure. */
export const isAutomatic = (subject: string | null, body: string): boolean => {
  const title = fold(subject ?? '').replace(replyMarks, '')
  if (subjects.some((beginning) => beginning.test(title))) return true
  const text = body.trim()
  return text.length <= shortText && phrases.test(fold(text))
}

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[’ʼ`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
