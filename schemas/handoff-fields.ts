/** What can be found in a body, by the hand-off's own names. */
export type FieldName =
  | 'email'
  | 'name'
  | 'phone'
  | 'summary'
  | 'category'
  | 'subject'
  | 'priority'
  | 'language'
  | 'conversationId'
  | 'messageId'
  | 'bot'
  | 'channel'
  | 'transcript'
  | 'attachments'
  | 'customFields'
  | 'tags'
  | 'callbackUrl'

/**
 * What senders call it, best first: Relevo's documented name, English, Spanish, then names inside of what Botpress and
 * others send as objects. Compared without case, accents, `_`, `-` and spaces, so `userEmail` is `user_email`.
 */
const names: Record<FieldName, readonly [string, ...string[]]> = {
  email: [
    'user_email',
    'email',
    'correo',
    'mail',
    'email_address',
    'correo_electronico',
    'customer_email',
    'contact_email',
    'requester_email',
    'email_usuario',
    'correo_usuario',
    'email_cliente',
    'correo_cliente',
    'requester.email',
    'requester.user_email',
    'user.email',
    'user.correo',
    'usuario.email',
    'usuario.correo',
    'contact.email',
    'contacto.email',
    'contacto.correo',
    'customer.email',
    'cliente.email',
    'cliente.correo',
    'event.tags.user.webchat:email',
    'event.state.user.email',
  ],
  name: [
    'user_name',
    'name',
    'nombre',
    'full_name',
    'nombre_completo',
    'customer_name',
    'contact_name',
    'requester_name',
    'nombre_usuario',
    'nombre_cliente',
    'nombre_y_apellidos',
    'requester.name',
    'user.name',
    'user.nombre',
    'usuario.nombre',
    'usuario.name',
    'contact.name',
    'contacto.nombre',
    'customer.name',
    'cliente.nombre',
  ],
  phone: [
    'user_phone',
    'phone',
    'telefono',
    'phone_number',
    'tel',
    'mobile',
    'movil',
    'celular',
    'whatsapp',
    'customer_phone',
    'numero_de_telefono',
    'telefono_usuario',
    'telefono_cliente',
    'requester.phone',
    'user.phone',
    'user.telefono',
    'usuario.telefono',
    'usuario.phone',
    'contact.phone',
    'contacto.telefono',
    'customer.phone',
    'cliente.telefono',
    'event.tags.conversation.whatsapp:userPhone',
  ],
  summary: [
    'conversation_summary',
    'summary',
    'resumen',
    'motivo',
    'resumen_conversacion',
    'conversation.SummaryAgent.summary',
    'description',
    'descripcion',
    'consulta',
    'problema',
    'problem',
    'issue',
    'reason',
    'message',
    'mensaje',
    'question',
    'pregunta',
    'text',
    'texto',
    'preview',
    'event.preview',
    'event.payload.text',
    'payload.text',
    'data.payload.text',
  ],
  category: ['category', 'categoria', 'topic', 'tema'],
  subject: ['subject', 'asunto', 'title', 'titulo'],
  priority: ['priority', 'prioridad', 'urgency', 'urgencia'],
  language: ['language', 'idioma', 'lang', 'locale', 'user_language', 'user.language', 'usuario.idioma'],
  conversationId: [
    'conversation_id',
    'id_conversacion',
    'conversacion_id',
    'conversation.id',
    'event.conversationId',
    'data.conversationId',
    'thread_id',
    'event.threadId',
  ],
  messageId: [
    'message_id',
    'id_mensaje',
    'mensaje_id',
    'event.messageId',
    'data.messageId',
    'event.id',
    'data.id',
  ],
  bot: ['bot', 'bot_id', 'bot_name', 'nombre_bot', 'event.botId'],
  channel: ['channel', 'canal', 'integration', 'event.channel', 'event.integration'],
  transcript: [
    'transcript',
    'transcripcion',
    'conversation_transcript',
    'conversation.transcript',
    'conversation.SummaryAgent.transcript',
    'messages',
    'mensajes',
    'history',
    'historial',
    'message_history',
    'chat_history',
    'conversation',
    'conversacion',
  ],
  attachments: ['attachments', 'adjuntos', 'archivos', 'files', 'ficheros'],
  customFields: ['custom_fields', 'campos_personalizados'],
  tags: ['tags', 'etiquetas', 'labels'],
  callbackUrl: ['callback_url', 'url_respuesta'],
}

/** A name as it is compared: lower case, without accents, only letters and digits, dots between levels. */
export const foldName = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]/gu, '')

export interface KnownName {
  field: FieldName
  /** Which name wins when a field comes under several: the lowest. */
  rank: number
}

const entries = Object.entries(names).flatMap(([field, spellings]) =>
  spellings.map((spelling, rank): [string, KnownName] => [spelling, { field: field as FieldName, rank }]),
)

const byFolded = new Map(entries.map(([spelling, known]) => [foldName(spelling), known]))
const byDocumented = new Map(entries)

/** The field that a name (or a dotted path of names) stands for. */
export const findFieldName = (path: string): KnownName | undefined =>
  byDocumented.get(path) ?? byFolded.get(foldName(path))

/** Every name that is known, folded. */
export const foldedFieldNames: readonly string[] = [...byFolded.keys()]

/** Relevo's own name of a field, as it is documented: `user_email`. */
export const documentedName = (field: FieldName): string => names[field][0]

/** Every name that is known and stands at the top of a body, as it is documented. */
export const fieldNames: readonly string[] = entries
  .map(([spelling]) => spelling)
  .filter((spelling) => !spelling.includes('.'))

/** Relevo's own names of all fields. */
export const documentedNames: readonly string[] = Object.values(names).map(([documented]) => documented)

/** `custom_fields.<name>`, a help desk field, and `extra.<name>`, a row of the ticket's text under that name. */
export type OpenTarget = { kind: 'custom' | 'extra'; name: string }

/** What the target of a source's `fields` says when it is none of the known names; null when it is nothing either. */
export const parseOpenTarget = (target: string): OpenTarget | null => {
  const [, group, name] = /^(custom_?fields|extra)\.(.+)$/is.exec(target) ?? []
  if (group === undefined || name === undefined) return null
  return { kind: group.toLowerCase() === 'extra' ? 'extra' : 'custom', name }
}
