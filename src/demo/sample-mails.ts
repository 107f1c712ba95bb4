/** What a customer writes by e-mail, past every bot, and what became of it. */
export interface SampleMail {
  email: string
  name: string
  subject: string
  text: string
  /** An agent's answer; the customer's next message; in this order. */
  answer?: string
  again?: string
  solved?: boolean
}

/** Tickets that came by other ways, for the desk to show and to draft answers to: two languages, the everyday matters of a small team. */
export const sampleMails: readonly SampleMail[] = [
  {
    email: 'nuria.beltran@example.com',
    name: 'Nuria Beltrán',
    subject: 'La VPN se desconecta cada pocos minutos',
    text: 'Hola:\n\nDesde ayer trabajo en casa y la VPN se conecta, pero a los dos o tres minutos se corta. Uso Windows 11 con el wifi de casa. En la oficina no me pasa.\n\n¿Me podéis ayudar? Tengo una reunión a las 16:00.\n\nGracias,\nNuria Beltrán\nTel. 612 345 678',
  },
  {
    email: 'tom.baker@example.org',
    name: 'Tom Baker',
    subject: 'Cannot sign in after changing my phone',
    text: 'Hi,\n\nI got a new phone last week and now the portal keeps asking for a code from the old one, which I no longer have. My user name is tbaker. How do I get back in?\n\nThanks,\nTom Baker',
  },
  {
    email: 'carlos.mena@example.com',
    name: 'Carlos Mena',
    subject: '¿Dónde está mi pedido 48213?',
    text: 'Buenos días. Hice el pedido 48213 el 9 de noviembre y la web sigue diciendo «en preparación». Lo necesito antes del viernes 27. ¿Saben cuándo llega?\n\nUn saludo,\nCarlos Mena',
    answer:
      'Buenos días, Carlos:\n\nHe preguntado al almacén y le digo algo hoy mismo.\n\nUn saludo,\nEquipo de atención',
    again: 'Gracias, quedo a la espera. Sigo sin noticias y ya es lunes.',
  },
  {
    email: 'amelia.hart@example.org',
    name: 'Amelia Hart',
    subject: 'Printer on the second floor only prints blank pages',
    text: 'Hello,\n\nSince this morning the HP printer on the second floor (the one next to the kitchen) prints blank pages for everybody. We have already changed the toner.\n\nAmelia',
  },
  {
    email: 'rosa.iglesias@example.com',
    name: 'Rosa Iglesias',
    subject: 'Quiero devolver unas zapatillas',
    text: 'Hola, recibí ayer las zapatillas del pedido 47990 y me quedan pequeñas. Quiero devolverlas y que me hagáis el reembolso en la misma tarjeta. ¿Cómo lo hago? No tengo impresora para la etiqueta.\n\nRosa',
  },
  {
    email: 'david.ortega@example.com',
    name: 'David Ortega',
    subject: 'Factura duplicada de octubre',
    text: 'Estimados señores:\n\nEn octubre se nos ha cobrado dos veces la misma factura (F-2026-1184), con fecha 3 y 5 de octubre, por 89,90 € cada una. Ruego que revisen el cargo y nos devuelvan el importe.\n\nAtentamente,\nDavid Ortega\nAlborada S. L.',
  },
  {
    email: 'priya.nair@example.org',
    name: 'Priya Nair',
    subject: 'Outlook asks for my password again and again',
    text: 'Hi team,\n\nOutlook on my Mac asks for my password every few minutes although it is the right one (webmail works). It started after I changed the password on Monday.\n\nBest,\nPriya',
  },
  {
    email: 'javier.soto@example.com',
    name: 'Javier Soto',
    subject: 'Olvidé mi contraseña y el correo de recuperación no llega',
    text: 'Buenas tardes. He pedido tres veces restablecer la contraseña y el correo no llega, tampoco al spam. Mi usuario es javier.soto@example.com.\n\nGracias',
    answer:
      'Hola, Javier:\n\nEl correo se quedaba retenido por un filtro. Lo hemos liberado y acabamos de enviarle otro enlace, que vale 24 horas. Si no lo ve, mire en «Correo no deseado».\n\nUn saludo,\nMarta',
    again: '¡Ya ha llegado y he podido entrar! Muchas gracias.',
    solved: true,
  },
  {
    email: 'lena.fischer@example.org',
    name: 'Lena Fischer',
    subject: 'Wi-Fi in meeting room B is unusable',
    text: 'Hello, in meeting room B the Wi-Fi drops during every video call. Laptops and phones, everybody. Next to the window it is a bit better. We have a customer visit on Thursday.\n\nLena',
  },
  {
    email: 'beatriz.luna@example.com',
    name: 'Beatriz Luna',
    subject: 'Cancelar la suscripción',
    text: 'Hola, quiero cancelar la suscripción anual antes de que se renueve el 1 de diciembre. ¿Me confirmáis que no se cobrará nada más?\n\nBeatriz Luna',
  },
  {
    email: 'oscar.pena@example.com',
    name: 'Óscar Peña',
    subject: 'No recibo correos de clientes desde ayer',
    text: 'Desde ayer por la tarde no me entra ningún correo de fuera. Los internos sí. ¿Pasa algo con el servidor? Varios clientes me dicen que les llega un aviso de buzón lleno.\n\nÓscar',
    answer: 'Hola, Óscar: lo miramos ahora mismo. ¿Nos puede reenviar el aviso que reciben sus clientes?',
  },
  {
    email: 'grace.kim@example.org',
    name: 'Grace Kim',
    subject: 'Refund for a cancelled order',
    text: 'Hi, I cancelled order 48102 on the 12th, but the 54.20 EUR have not come back to my card. How long does it take?\n\nThank you,\nGrace Kim',
    answer:
      'Dear Grace,\n\nThe refund was sent on the 16th; banks take up to five working days to show it.\n\nKind regards,\nMarta',
    again: 'It has arrived today. Thank you!',
    solved: true,
  },
]

/** Mails that come one after another while somebody looks at the desk. */
export const laterMails: readonly SampleMail[] = [
  {
    email: 'ines.vidal@example.com',
    name: 'Inés Vidal',
    subject: 'El escáner no guarda en la carpeta compartida',
    text: 'Hola, desde esta mañana el escáner dice «error de autenticación» al guardar en la carpeta compartida del equipo. ¿Ha cambiado algo?\n\nInés',
  },
  {
    email: 'noah.reed@example.org',
    name: 'Noah Reed',
    subject: 'Where is my order 48377?',
    text: 'Hello, my order 48377 was due yesterday and the tracking page has not changed since Tuesday. Could you check?\n\nNoah',
  },
  {
    email: 'lucia.ferrer@example.com',
    name: 'Lucía Ferrer',
    subject: 'Factura a nombre de empresa',
    text: 'Buenas, ¿me podéis rehacer la factura F-2026-1201 a nombre de Ferrer Diseño S. L., con NIF B12345674? Gracias.\n\nLucía',
  },
  {
    email: 'sam.wells@example.org',
    name: 'Sam Wells',
    subject: 'VPN says "authentication failed"',
    text: 'Hi, since I changed my password the VPN on my iPhone says "authentication failed". The laptop is fine.\n\nSam',
  },
]
