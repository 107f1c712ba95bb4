import { createRandom } from '../../../src/classify/model/learn/random.ts'

export const words: Record<string, string[]> = {
  facturas: ['factura', 'cobro', 'pago', 'recibo', 'importe', 'tarjeta', 'cargo', 'doble'],
  envíos: ['paquete', 'envío', 'reparto', 'llega', 'seguimiento', 'tarde', 'dirección', 'almacén'],
  acceso: ['contraseña', 'entrar', 'cuenta', 'bloqueada', 'usuario', 'código', 'sesión', 'clave'],
}
const filler = [
  'hola',
  'por',
  'favor',
  'mi',
  'desde',
  'ayer',
  'no',
  'gracias',
  'necesito',
  'ayuda',
  'urgente',
]

/** Texts of three words of a class among others that say nothing, `count` of each class. */
export const drawTexts = (count: number, seed: number): { text: string; label: string }[] => {
  const random = createRandom(seed)
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? ''
  return Object.keys(words).flatMap((label) =>
    Array.from({ length: count }, () => {
      const own = Array.from({ length: 3 }, () => pick(words[label] ?? []))
      const other = Array.from({ length: 5 }, () => pick(filler))
      return { label, text: [...own, ...other].toSorted(() => random() - 0.5).join(' ') }
    }),
  )
}
