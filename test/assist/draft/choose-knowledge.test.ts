import t from 'tap'
import { configurationSchema } from '../../../schemas/configuration.ts'
import { isDisputed, isGoodEnough } from '../../../src/assist/draft/choose-knowledge.ts'
import type { KnowledgeEntry } from '../../../src/assist/knowledge/knowledge.ts'
import { openClassifier } from '../../../src/classify/open-classifier.ts'
import { openKnowledge } from './open-assist.ts'

const knowledge = await openKnowledge(t)
const classifier = openClassifier({
  config: configurationSchema.parse({}),
  observe: () => {},
  encoder: null,
})

const choose = async (language: string, subject: string, text: string): Promise<string | null> => {
  const question = `${subject}\n${text}`
  const { category } = await classifier.classify({
    subject,
    text,
    botCategory: null,
    language: null,
    trustBot: false,
  })
  const hits = await knowledge.search({ text: question, language, category, limit: 8 })
  const fits = hits.find(
    (hit) =>
      hit.entry.language === language &&
      isGoodEnough(hit, { question, category }) &&
      !isDisputed(hit, hits, question),
  )
  return fits?.entry.playbook?.name ?? null
}

const fitting: [language: string, subject: string, text: string, playbook: string][] = [
  ['es', 'Pedido', 'Hola, ¿dónde está mi pedido 51200? Tenía que haber llegado el lunes.', 'order-status'],
  [
    'es',
    'Envío retrasado',
    'El paquete lleva una semana parado en el mismo sitio y no me ha llegado.',
    'order-status',
  ],
  ['es', 'Devolución', 'Quiero devolver una chaqueta que me queda grande.', 'return'],
  ['es', 'Llegó roto', 'La taza me llegó rota, quiero que me devuelvan el dinero.', 'return'],
  ['es', 'Factura', 'En la factura de octubre hay un cargo que no reconozco.', 'billing-question'],
  ['es', 'Cobro duplicado', 'Me habéis cobrado dos veces la cuota de este mes.', 'billing-question'],
  ['es', 'Cancelar', 'Quiero cancelar mi suscripción a final de mes.', 'cancellation'],
  ['es', 'Baja', 'Quiero darme de baja del servicio a partir de enero.', 'cancellation'],
  ['es', 'Contraseña', 'He olvidado mi contraseña y necesito una nueva.', 'password-reset'],
  [
    'es',
    'No puedo entrar',
    'Me dice que la cuenta está bloqueada aunque la contraseña es correcta.',
    'login',
  ],
  ['es', 'Impresora', 'La impresora de la segunda planta no imprime, dice que está sin conexión.', 'printer'],
  ['es', 'Teletrabajo', 'Desde casa no consigo conectar con la VPN.', 'vpn'],
  ['es', 'Wifi', 'La wifi de la sala se corta cada diez minutos.', 'wifi'],
  ['es', 'Outlook', 'No recibo correos en Outlook desde ayer.', 'email'],
  ['es', 'Correo devuelto', 'Los correos que envío vuelven con un 550.', 'email'],
  ['en', 'Order', 'Where is my order 77120? It was due on Monday.', 'order-status'],
  ['en', 'Parcel', 'The tracking of my parcel has not moved for a week.', 'order-status'],
  ['en', 'Return', 'I want to return the shoes, they are too small.', 'return'],
  ['en', 'Broken', 'The lamp arrived damaged and I would like my money back.', 'return'],
  ['en', 'Invoice', 'There is a charge on my invoice that I do not recognise.', 'billing-question'],
  ['en', 'Charged twice', 'My card was charged twice this month.', 'billing-question'],
  ['en', 'Cancel', 'Please cancel my subscription before it renews.', 'cancellation'],
  ['en', 'Password', 'I forgot my password and need to reset it.', 'password-reset'],
  ['en', 'Account locked', 'It says that my account is locked and I cannot log in.', 'login'],
  ['en', 'Printer', 'The printer on the second floor is offline and prints nothing.', 'printer'],
  ['en', 'VPN', 'The VPN disconnects all the time when I work from home.', 'vpn'],
  ['en', 'Wi-Fi', 'The Wi-Fi in the meeting room keeps dropping.', 'wifi'],
  ['en', 'Outlook', 'Outlook cannot send anything since this morning.', 'email'],
  ['es', 'Seguimiento', 'El seguimiento de mi paquete pone entregado y aquí no hay nada.', 'order-status'],
  ['es', 'Retraso', 'Hace diez días que espero la entrega y nadie me dice nada.', 'order-status'],
  ['es', 'Talla', 'La talla es equivocada, ¿cómo hago la devolución?', 'return'],
  ['es', 'Garantía', 'La batidora ha salido defectuosa a los dos meses, quiero usar la garantía.', 'return'],
  ['es', 'IVA', 'En el recibo el IVA no está bien calculado, ¿me mandáis otra factura?', 'billing-question'],
  ['es', 'No renovar', 'No quiero renovar, quiero cerrar mi cuenta.', 'cancellation'],
  ['es', 'Clave', 'El enlace de recuperación de la contraseña está caducado.', 'password-reset'],
  ['es', 'Código', 'No me llega el código de verificación y no puedo iniciar sesión.', 'login'],
  ['es', 'Atasco', 'Atasco de papel en la impresora de contabilidad, no hay quien imprima.', 'printer'],
  ['es', 'Sin internet', 'En casa el router tiene las luces rojas y no hay internet.', 'wifi'],
  ['es', 'Buzón', 'Me sale que tengo el buzón lleno y no puedo enviar correos.', 'email'],
  ['en', 'Late', 'My delivery is late, the courier never came with the package.', 'order-status'],
  ['en', 'Exchange', 'I got the wrong size, can I exchange it?', 'return'],
  ['en', 'Overcharged', 'I think I was overcharged, the payment is higher than agreed.', 'billing-question'],
  ['en', 'Unsubscribe', 'I want to end my contract and stop the renewal.', 'cancellation'],
  ['en', 'Expired', 'My password expired and the new password is not accepted.', 'password-reset'],
  ['en', '2FA', 'The authenticator shows a verification code but the login page refuses it.', 'login'],
  ['en', 'Jam', 'Paper jam again, and the print queue is full.', 'printer'],
  ['en', 'Tunnel', 'AnyConnect shows an error and the VPN does not come up.', 'vpn'],
  ['en', 'Bounce', 'My mail to a customer bounced, it says mailbox full.', 'email'],
]

// Much of it shares words with a playbook: a device, a shop, a form to send.
const strange: [language: string, subject: string, text: string][] = [
  ['es', 'Horario', '¿Abrís los domingos? No encuentro el horario en ningún sitio.'],
  ['es', 'Currículum', 'Me gustaría trabajar con vosotros, ¿a quién envío mi currículum?'],
  ['es', 'Gracias', 'Muchas gracias por la ayuda de ayer, todo funciona de maravilla.'],
  [
    'es',
    'Publicidad',
    'Ofrecemos posicionamiento en buscadores. Responda a este correo y le enviaremos precios.',
  ],
  ['es', 'Teams', 'En las reuniones de Teams nadie me oye, el micrófono no funciona.'],
  ['es', 'Pantalla', 'La pantalla de mi portátil parpadea desde la última actualización.'],
  ['es', 'Visita', '¿Hay aparcamiento en vuestra oficina? Voy el jueves a una reunión.'],
  ['es', 'Licencia', 'Necesito que instaléis Photoshop en el ordenador nuevo de Marcos.'],
  ['es', 'Vacaciones', '¿Cómo pido los días de vacaciones que me quedan?'],
  ['es', 'Queja', 'Llamé tres veces y me colgaron. Quiero hablar con un responsable.'],
  ['es', 'Presupuesto', '¿Me podéis pasar un presupuesto para cuarenta sillas?'],
  ['es', 'Excel', 'La fórmula de la hoja de cálculo da un resultado distinto al del mes pasado.'],
  ['es', 'Teléfono', 'El teléfono fijo de recepción no tiene línea.'],
  ['es', 'Alta', 'El lunes empieza una compañera nueva, ¿qué tengo que rellenar para su alta?'],
  ['es', 'Cambio de datos', 'He cambiado de teléfono, ¿podéis actualizarlo en mi ficha?'],
  ['en', 'Opening hours', 'What time does your shop close on Saturdays?'],
  ['en', 'Job', 'I would like to apply for the post of accountant. Who should I send my CV to?'],
  ['en', 'Thank you', 'Anna was great yesterday, everything works now. Thanks a lot!'],
  ['en', 'SEO', 'We offer link building. Reply to this e-mail to get our price list.'],
  ['en', 'Webcam', 'My camera shows a black picture in Zoom calls.'],
  ['en', 'Monitor', 'My second monitor is not recognised after the update.'],
  ['en', 'Parking', 'Is there parking at your office? I come by car on Friday.'],
  ['en', 'Software', 'Please install Photoshop on the new laptop of our designer.'],
  ['en', 'Holidays', 'How do I ask for the days of leave that I have left?'],
  [
    'en',
    'Complaint',
    'The technician never showed up and nobody calls me back. I want to speak to a manager.',
  ],
  ['en', 'Quote', 'Could you send me a quote for forty chairs?'],
  ['en', 'Excel', 'The formula in my spreadsheet gives another result than last month.'],
  ['en', 'Desk phone', 'The desk phone at reception has no dial tone.'],
  ['en', 'New colleague', 'A new colleague starts on Monday, which form do I fill in?'],
  ['en', 'Slow laptop', 'My laptop takes ten minutes to start and the fan is loud.'],
  ['es', 'Reunión', '¿Podemos cambiar la reunión del jueves al viernes?'],
  ['es', 'Garaje', 'El mando del garaje no abre la puerta.'],
  ['es', 'Catálogo', '¿Me podéis enviar el catálogo por correo postal?'],
  ['es', 'Felicitación', 'Felices fiestas a todo el equipo y gracias por este año.'],
  ['es', 'Ratón', 'El ratón inalámbrico se mueve solo.'],
  ['es', 'Nómina', 'En la nómina de este mes faltan las horas extra.'],
  ['es', 'Aire', 'El aire acondicionado de la planta gotea sobre mi mesa.'],
  ['es', 'Colaboración', 'Somos una agencia y nos gustaría colaborar en redes sociales.'],
  ['es', 'Permisos', 'Necesito acceso a la carpeta compartida de marketing.'],
  ['es', 'Batería', 'La batería del portátil solo dura media hora.'],
  ['en', 'Meeting', 'Can we move our call to Tuesday afternoon?'],
  ['en', 'Gate', 'The gate at the car park does not open with my badge.'],
  ['en', 'Sponsorship', 'Would your company like to sponsor our school run?'],
  ['en', 'Payslip', 'My payslip for October lacks the overtime hours.'],
  ['en', 'Keyboard', 'Some keys of my keyboard stopped working.'],
  ['en', 'Heating', 'It is far too cold in the office, can you turn the heating up?'],
  ['en', 'Shared folder', 'I need access to the shared folder of the marketing team.'],
  ['en', 'Feedback', 'I love the new version of your app, well done!'],
  ['en', 'Newsletter idea', 'You should write about gardening in your newsletter.'],
  ['en', 'Lost property', 'I left my umbrella in your shop on Saturday, has anybody found it?'],
  ['es', 'Duda', '¿A qué hora cierran los sábados en la tienda de la calle Mayor?'],
  ['es', 'Empleo', 'Busco trabajo de administrativo. ¿A qué correo mando mis datos?'],
  ['es', 'Cambio de dirección', 'Me mudo y necesito cambiar la dirección de envío de mi pedido 48213.'],
  ['en', 'Teams', 'My microphone does not work in calls since the update.'],
  ['en', 'SPAM', 'Dear Sir, we offer services to rank your website first. Reply to know our prices.'],
]

t.test('a ticket that a playbook is written for gets that playbook', async (t) => {
  for (const [language, subject, text, name] of fitting)
    t.equal(await choose(language, subject, text), name, text)
})

t.test('a ticket that shares some words with a playbook gets none', async (t) => {
  for (const [language, subject, text] of strange) t.equal(await choose(language, subject, text), null, text)
})

t.test('where two answer equally well nobody knows which is meant', async (t) => {
  const text =
    'Since I changed my password yesterday the VPN says authentication failed. Everything else works.'
  t.equal(await choose('en', 'VPN + password', text), null)
})

t.test('of an article one common word is not enough, unless no more was said', (t) => {
  const entry: KnowledgeEntry = {
    id: 'article:fresh:1',
    kind: 'article',
    title: 'Parking',
    url: null,
    language: 'en',
    text: 'Parking is behind the house.',
    playbook: null,
    changedAt: 0,
  }
  const fits = (words: string[], score: number, question: string) =>
    isGoodEnough({ entry, score, words }, { question, category: null })
  t.notOk(fits(['parking'], 0.9, 'Our parking ticket machine took my bank card yesterday'))
  t.ok(fits(['parking', 'house'], 0.7, 'Is there parking behind the house for visitors?'))
  t.notOk(fits(['parking', 'house'], 0.5, 'Is there parking behind the house for visitors?'))
  t.ok(fits(['parking'], 0.7, 'Parking?'))
  t.end()
})
