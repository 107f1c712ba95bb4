/** A hand-off as a bot posts it, and the source (the bot) that it comes from. */
export interface SampleHandoff {
  source: 'betsur' | 'institucional'
  body: Record<string, unknown>
}

/** What people write in the first act: two bots, two languages, the field names that real bots use. */
export const firstSamples: SampleHandoff[] = [
  {
    source: 'betsur',
    body: {
      message_id: 'demo-1',
      conversation_id: 'conv-lucia',
      user_email: 'lucia.ferrer@example.com',
      user_name: 'Lucía Ferrer',
      conversation_summary: 'El retiro de 120 € sigue pendiente desde el martes y no aparece en mi banco.',
      category: 'Pagos',
      channel: 'whatsapp',
      transcript: [
        { from: 'user', text: 'Hola, mi retiro no llega 😟', at: '2026-11-20T09:14:02Z' },
        {
          from: 'bot',
          text: 'Los retiros tardan hasta 48 horas. ¿Cuándo lo pediste?',
          at: '2026-11-20T09:14:05Z',
        },
        { from: 'user', text: 'El martes. Ya pasaron cuatro días.', at: '2026-11-20T09:14:40Z' },
      ],
    },
  },
  {
    source: 'betsur',
    body: {
      message_id: 'demo-2',
      email: 'marcos.ibarra@example.com',
      nombre: 'Marcos Ibarra',
      resumen:
        'No puedo entrar a mi cuenta: dice que la contraseña es incorrecta y el correo de recuperación no llega.',
      categoria: 'Acceso',
      bot: 'Betsur',
    },
  },
  {
    source: 'institucional',
    body: {
      message_id: 'demo-3',
      user_email: 'secretaria@colegio-alborada.example',
      user_name: 'Secretaría Alborada',
      conversation_summary: 'Necesitamos la factura de octubre con el CIF corregido antes del viernes.',
      category: 'Facturación',
      priority: 'alta',
    },
  },
  {
    source: 'institucional',
    body: {
      message_id: 'demo-4',
      user_email: 'james.okoro@example.org',
      user_name: 'James Okoro',
      conversation_summary: 'The report page shows error 500 since this morning, on Chrome and Firefox.',
      category: 'Technical problem',
      language: 'en',
    },
  },
  {
    source: 'betsur',
    body: {
      message_id: 'demo-5',
      telefono: '+34 600 11 22 33',
      nombre: 'Sofía Luna',
      resumen: 'Quiere hablar con una persona; no tiene correo.',
      categoria: '{{workflow.categoria}}',
      numero_de_cliente: 'BS-20931',
    },
  },
]

/** What arrives while the help desk is down. The first comes from a person who already has a ticket. */
export const outageSamples: SampleHandoff[] = [
  {
    source: 'betsur',
    body: {
      message_id: 'demo-6',
      conversation_id: 'conv-lucia',
      user_email: 'lucia.ferrer@example.com',
      conversation_summary:
        'Lucía pregunta otra vez por el retiro de 120 €: el banco confirma que no hay ningún ingreso.',
      category: 'Pagos',
    },
  },
  {
    source: 'institucional',
    body: {
      message_id: 'demo-7',
      user_email: 'amina.diallo@example.org',
      conversation_summary:
        'Wants to return two of the three chairs that arrived; asks who pays the carriage.',
      category: 'returns',
      language: 'en',
    },
  },
  {
    source: 'institucional',
    body: {
      message_id: 'demo-8',
      user_email: 'tomas.vega@example.com',
      conversation_summary:
        'El pedido 48213 figura como entregado, pero no lo ha recibido nadie en la oficina.',
    },
  },
]

/** The hand-off whose answer from the help desk gets lost after the ticket was made. */
export const lostAnswerSample: SampleHandoff = {
  source: 'betsur',
  body: {
    message_id: 'demo-9',
    user_email: 'diego.rivas@example.com',
    user_name: 'Diego Rivas',
    conversation_summary: 'Le cobraron dos veces la misma recarga de 30 €.',
    category: 'Pagos',
  },
}
