import t from 'tap'
import { createLanguageDetector } from '../../../src/classify/language/create-language-detector.ts'
import { loadLanguageModel } from '../../../src/classify/language/load-language-model.ts'

const model = await loadLanguageModel()
const detector = createLanguageDetector({ model })
const five = createLanguageDetector({ model, languages: ['es', 'en', 'pt', 'de', 'fr'] })

const tickets = {
  es: [
    'No puedo acceder a mi cuenta desde ayer',
    'Cobro duplicado en la factura de marzo',
    '¿Cuándo sale mi paquete?',
  ],
  en: [
    'I cannot access my account since yesterday',
    'Charged twice on the March invoice',
    'When does my parcel leave?',
  ],
  pt: [
    'Não consigo aceder à minha conta desde ontem',
    'Cobrança em dobro na fatura de março',
    'Quando sai a minha encomenda?',
  ],
  de: [
    'Seit gestern komme ich nicht in mein Konto',
    'Doppelte Abbuchung der Rechnung vom März',
    'Wann geht mein Paket raus?',
  ],
  fr: [
    "Je n'ai plus accès à mon compte depuis hier",
    'Facture de mars débitée deux fois',
    'Quand part mon colis ?',
  ],
}
const others = {
  it: 'Non riesco più ad accedere al mio account da ieri',
  ca: 'Des d’ahir no puc entrar al meu compte i vull que m’ajudeu',
  nl: 'Sinds gisteren kan ik niet meer in mijn account komen',
}

t.test('short tickets are told by their language, and surely', async (t) => {
  for (const [code, texts] of Object.entries(tickets)) {
    for (const text of texts) {
      for (const own of [detector, five]) t.equal(own.detect(text)?.code, code, text)
      t.ok((five.detect(text)?.confidence ?? 0) > 0.7, text)
    }
  }
  for (const [code, text] of Object.entries(others)) t.equal(detector.detect(text)?.code, code, text)
  t.equal(detector.detect('INFORMACION SOBRE LA DEVOLUCION DEL PEDIDO')?.code, 'es', 'without accents')
})

t.test('a language that is not among those asked for is none of them', async (t) => {
  for (const text of Object.values(others)) t.equal(five.detect(text), null, text)
  t.same(createLanguageDetector({ model, languages: ['es'] }).detect('Where is my order?'), null)
  t.throws(() => createLanguageDetector({ model, languages: ['es', 'xx'] }), RangeError)
})

t.test('what says nothing of a language is not told', async (t) => {
  const nothing = [
    '',
    ' \n',
    'a',
    '4711',
    '12:30 - 14.09.2026',
    '😀👍🏽',
    '<name>',
    'https://example.com/el/pedido',
    'ana@example.com',
  ]
  for (const text of [...nothing, 'ABC-123 X99', '{{ ticket.requester.name }}', '\ud800\udc00\ud800', 'ok'])
    t.equal(detector.detect(text), null, JSON.stringify(text))
})

t.test('another script and other languages are none', async (t) => {
  for (const text of [
    'Мне нужна помощь с заказом',
    'Χρειάζομαι βοήθεια με την παραγγελία',
    '注文について質問があります',
    'أحتاج مساعدة في طلبي',
    'Gdzie znajdę numer mojego konta i kiedy dotrze przesyłka',
    'Jag vill gärna veta när min faktura ska betalas',
    'Siparişim hâlâ gelmedi, lütfen yardım edin',
    'Haluaisin tietää milloin tilaukseni saapuu perille',
  ])
    t.equal(detector.detect(text), null, text)
})

t.test('few letters are told when they leave no doubt', async (t) => {
  t.match(detector.detect('mañana'), { code: 'es' })
  t.match(detector.detect('Rechnung'), { code: 'de' })
  t.equal(detector.detect('normal'), null)
})

t.test('a huge text costs no more than its beginning, and nothing of it stays', async (t) => {
  const [text = ''] = tickets.de
  const before = detector.detect(text)
  const huge = `${'x'.repeat(3_000)} ${'a\ud83d'.repeat(500_000)}`
  const startedAt = performance.now()
  detector.detect(huge)
  t.ok(performance.now() - startedAt < 250)
  t.same(detector.detect(text), before)
  t.same(detector.detect(`${text}. `.repeat(1_000))?.code, 'de')
})

t.test('most short sentences of other languages are none', async (t) => {
  const sentences = [
    'Kupiłem buty, ale rozmiar jest za mały',
    'Strona się nie ładuje, co robić?',
    'Kurier nie przyjechał wczoraj',
    'Czy jest możliwość zmiany terminu wizyty',
    'Zamówienie',
    'Skorna passar inte, kan jag byta storlek',
    'Sidan laddar inte på min telefon',
    'Budet kom aldrig igår',
    'Jag undrar om det går att ändra tiden',
    'Beställning',
    'Skoene passer ikke, kan jeg bytte størrelse',
    'Siden vil ikke åbne på min telefon',
    'Buddet kom aldrig i går',
    'Jeg lurer på om det går an å endre tiden',
    'Ayakkabılar küçük geldi, değiştirebilir miyim',
    'Sayfa telefonumda açılmıyor',
    'Kurye dün gelmedi',
    'Randevu saatini değiştirmek mümkün mü',
    'Fatura sorunu',
    'Pantofii sunt prea mici, pot schimba mărimea',
    'Pagina nu se încarcă pe telefon',
    'Curierul nu a venit ieri',
    'Kengät ovat liian pienet, voinko vaihtaa koon',
    'Sivu ei lataudu puhelimellani',
    'Lähetti ei tullut eilen',
    'Boty jsou malé, mohu je vyměnit',
    'Stránka se v telefonu nenačítá',
    'Kurýr včera nepřijel',
    'A cipő túl kicsi, kicserélhetem',
    'Az oldal nem töltődik be a telefonomon',
    'A futár tegnap nem jött',
    'Cipele su premale, mogu li ih zamijeniti',
    'Stranica se ne učitava na mobitelu',
    'Sepatunya kekecilan, bisa tukar ukuran',
    'Halaman tidak bisa dibuka di ponsel saya',
    'Giày nhỏ quá, tôi có thể đổi cỡ không',
    'Oinetakoak txikiak dira, aldatu ditzaket',
    'Batai per maži, ar galiu pakeisti',
    'Kurpes ir par mazu, vai varu apmainīt',
    'Kingad on liiga väikesed, kas saan vahetada',
  ]
  const none = sentences.filter((text) => detector.detect(text) === null).length
  t.ok(none / sentences.length > 0.55, `${none} of ${sentences.length}`)
})
