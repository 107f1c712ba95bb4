const english = {
  title: 'Sandbox help desk',
  intro: 'a pretend account. Nothing here reaches a real one.',
  tickets: 'Tickets',
  none: 'No tickets yet.',
  requests: 'Requests',
  number: 'No.',
  time: 'Time',
  call: 'Call',
  status: 'Answer',
  fault: 'Fault',
  noAnswer: 'none',
  description: 'Description',
  reply: 'Reply',
  publicNote: 'Public note',
  privateNote: 'Private note',
  fromCustomer: 'from the customer',
  attachments: 'Attachments',
  deleted: 'deleted',
  pause: 'Pause refreshing',
  follow: 'Refresh by itself',
  all: 'All tickets',
  notFound: 'There is no such page.',
  older: 'older tickets are not shown',
  calls: 'calls',
}

export type Words = Readonly<typeof english>

const spanish: Words = {
  title: 'Mesa de ayuda de prueba',
  intro: 'una cuenta simulada. Nada de esto llega a una real.',
  tickets: 'Tickets',
  none: 'Todavía no hay tickets.',
  requests: 'Peticiones',
  number: 'N.º',
  time: 'Hora',
  call: 'Llamada',
  status: 'Respuesta',
  fault: 'Fallo',
  noAnswer: 'ninguna',
  description: 'Descripción',
  reply: 'Respuesta',
  publicNote: 'Nota pública',
  privateNote: 'Nota privada',
  fromCustomer: 'del cliente',
  attachments: 'Adjuntos',
  deleted: 'eliminado',
  pause: 'Pausar la actualización',
  follow: 'Actualizar automáticamente',
  all: 'Todos los tickets',
  notFound: 'Esta página no existe.',
  older: 'tickets anteriores no se muestran',
  calls: 'llamadas',
}

/** The first of Spanish and English that an `Accept-Language` names; English when it names neither. */
export const chooseWords = (accepted: string | null): { language: 'en' | 'es'; words: Words } => {
  for (const entry of (accepted ?? '').toLowerCase().split(',')) {
    const tag = entry.trim().slice(0, 2)
    if (tag === 'es') return { language: 'es', words: spanish }
    if (tag === 'en') break
  }
  return { language: 'en', words: english }
}
