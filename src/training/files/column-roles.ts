/** What a column of a file of tickets can be. */
export const columnRoles = [
  'id',
  'subject',
  'text',
  'category',
  'type',
  'group',
  'priority',
  'language',
  'created',
  'thread',
  'requester',
  'status',
  'agent',
  'tags',
] as const
export type ColumnRole = (typeof columnRoles)[number]

/**
 * What columns are usually called, in English and Spanish, the surest name first: those of Freshdesk's and Zendesk's exports, of
 * spreadsheets, and of published data sets. Compared without case, accents and punctuation.
 */
export const usualNames: Record<ColumnRole, readonly string[]> = {
  id: [
    'id',
    'ticket id',
    'id del ticket',
    'id de ticket',
    'ticket number',
    'numero de ticket',
    'ticket',
    'case id',
    'number',
    'numero',
  ],
  subject: ['subject', 'asunto', 'ticket subject', 'title', 'titulo', 'short description'],
  text: [
    'description',
    'descripcion',
    'description text',
    'body',
    'cuerpo',
    'text',
    'texto',
    'message',
    'mensaje',
    'first message',
    'primer mensaje',
    'content',
    'contenido',
    'comment',
    'comentario',
    'question',
    'pregunta',
    'consulta',
    'summary',
    'resumen',
    'utterance',
    'details',
    'detalles',
    'detalle',
  ],
  category: [
    'category',
    'categoria',
    'label',
    'etiqueta',
    'intent',
    'intencion',
    'class',
    'clase',
    'topic',
    'tema',
    'motivo',
  ],
  type: ['type', 'tipo', 'ticket type', 'tipo de ticket', 'issue type'],
  group: [
    'group',
    'grupo',
    'group name',
    'queue',
    'cola',
    'team',
    'equipo',
    'department',
    'departamento',
    'assigned group',
  ],
  priority: ['priority', 'prioridad', 'urgency', 'urgencia'],
  language: ['language', 'idioma', 'lang', 'lengua', 'locale'],
  created: [
    'created at',
    'created time',
    'created',
    'creation date',
    'fecha de creacion',
    'hora de creacion',
    'creado el',
    'creado',
    'date',
    'fecha',
  ],
  thread: ['thread', 'thread id', 'hilo', 'conversation id', 'conversacion', 'family'],
  requester: [
    'requester id',
    'requester',
    'requester email',
    'contact id',
    'solicitante',
    'customer id',
    'customer',
    'cliente',
    'email',
    'correo electronico',
    'correo',
  ],
  status: ['status', 'estado', 'state'],
  agent: ['agent', 'agente', 'assignee', 'assignee id', 'responder id', 'asignado a'],
  tags: ['tags', 'etiquetas', 'ticket tags'],
}

/** A column's name as it is compared. */
export const foldColumnName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
