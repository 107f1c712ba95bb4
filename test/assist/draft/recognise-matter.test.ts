import t from 'tap'
import { recogniseMatter } from '../../../src/assist/draft/recognise-matter.ts'
import { aMessage, openAssist, openKnowledge } from './open-assist.ts'

const tell = (text: string, category: string | null = null) =>
  recogniseMatter({ text, newest: text, category })
const knowledge = await openKnowledge(t)

t.test('thanks, complaints and what does not work are told apart', (t) => {
  const table = [
    ['Muchas gracias por la ayuda de ayer, todo funciona de maravilla.', 'thanks'],
    ['Gracias, Ana estuvo estupenda. ¡Feliz fin de semana!', 'thanks'],
    ['Felicidades al equipo, y gracias por todo este año.', 'thanks'],
    ['Just wanted to say thank you, Anna was brilliant and fixed everything.', 'thanks'],
    ['Thanks a lot, that solved it. Have a nice day!', 'thanks'],
    ['Gracias por la respuesta, pero sigue igual.', 'request'],
    ['Thanks, but the second line is missing.', 'request'],
    ['Thank you. Could you send me the form?', 'request'],
    ['Gracias por la ayuda, ahora el ordenador se apaga.', 'fault'],
    ['Thanks for the update. The app crashes.', 'fault'],
    ['Necesito un certificado de retenciones para la renta. Gracias.', 'request'],
    ['Do you have wheelchair access at your office? Thanks', 'request'],
    ['We offer link building. Thank you for your interest.', 'request'],
    ['Es la tercera vez que os escribo y nadie me contesta. Vergonzoso.', 'complaint'],
    ['Quiero hablar con un responsable: el técnico no vino.', 'complaint'],
    ['Thanks for nothing. This is unacceptable.', 'complaint'],
    ['The technician never came and nobody calls me back.', 'complaint'],
    ['En las reuniones el micrófono no funciona.', 'fault'],
    ['La pantalla parpadea y el portátil se apaga.', 'fault'],
    ['My keyboard stopped working.', 'fault'],
    ["The gate doesn't open with my badge.", 'fault'],
  ] as const
  for (const [text, matter] of table) t.equal(tell(text), matter, text)
  t.equal(tell('Otra vez lo mismo.', 'complaint'), 'complaint')
  t.equal(tell('La nueva hoja de cálculo.', 'technical'), 'fault')
  const text = '¿Podéis mirar el ratón? No funciona.\n\nMuchas gracias, ya va perfecto.'
  const newest = 'Muchas gracias, ya va perfecto.'
  t.equal(recogniseMatter({ text, newest, category: 'technical' }), 'thanks', 'thanks end what went before')
  t.end()
})

t.test('only where something does not work is asked what one asks for a repair', async (t) => {
  const repair = /mensaje de error|error message/
  const write = async (text: string) => {
    const { generate } = await openAssist(t, { knowledge, messages: [aMessage(text)] })
    return generate()
  }
  for (const text of [
    'Muchas gracias por la ayuda de ayer, todo ha ido de maravilla.',
    'I just wanted to say thank you for your kind help yesterday, it was great.',
  ]) {
    const { content, notices } = await write(text)
    t.same(content?.questions, [], text)
    t.notMatch(content?.response, /\?/, text)
    t.same(notices, ['llm-off'], 'there is nothing to look up')
  }
  for (const [text, wanted] of [
    ['El técnico no se presentó y nadie me contesta, quiero hablar con un responsable.', /quede resuelto/],
    ['The technician never showed up and I want to speak to a manager.', /put it right/],
    ['Necesito un certificado de retenciones del año pasado para la renta.', /necesita exactamente/],
    ['Do you have wheelchair access at your office in Leeds on Friday?', /do you need/],
  ] as const) {
    const { content } = await write(text)
    t.notMatch(content?.response, repair, text)
    t.match(content?.response, wanted, text)
    t.same(
      content?.statements.filter(({ kind }) => kind === 'claim'),
      [],
      'it says nothing that must be true',
    )
  }
  t.match((await write('En las reuniones de Teams el micrófono no funciona.')).content?.response, repair)
  t.match((await write('Some keys of my keyboard stopped working.')).content?.response, repair)
})
