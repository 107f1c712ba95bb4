import type { PastTicket } from '../../src/training/past-ticket.ts'
import { pastTicket } from './past-ticket.ts'

const subjects: Record<string, string[]> = {
  billing: ['factura', 'cobro', 'tarjeta', 'recibo', 'importe', 'cuota'],
  access: ['contraseña', 'usuario', 'entrar', 'código', 'cuenta', 'sesión'],
  orders: ['pedido', 'paquete', 'envío', 'entrega', 'reparto', 'mensajero'],
}
const around = [
  'ayer',
  'hoy',
  'otra vez',
  'desde casa',
  'por favor',
  'urgente',
  'sin avisar',
  'con prisa',
  'nunca',
  'siempre',
]

/** Tickets of three kinds, told by their words; `count` of each. */
export const makeTickets = (
  count: number,
  given: (kind: string, at: number) => Partial<PastTicket>,
): PastTicket[] =>
  Object.entries(subjects).flatMap(([kind, words]) =>
    Array.from({ length: count }, (_, at) => {
      const word = (step: number) => words[(at + step * step) % words.length]
      const phrase = (step: number) => around[Math.floor(at / (step + 1) + step) % around.length]
      const body = `Mi ${word(0)} y mi ${word(1 + (at % 2))} ${phrase(0)} ${phrase(1)} ${phrase(2)}`
      return pastTicket({ body, ...given(kind, at) })
    }),
  )
