import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openDatabase } from '../../src/database/open-database.ts'
import { silent } from '../ledger/silent.ts'

/** Makes a store of many delivered hand-offs, each with a payload of about `bytes` (400 or more, most of it easy to compress), a classification and four steps. Quick. */
export const fillMany = async (dataDir: string, handoffs: number, bytes: number): Promise<void> => {
  await (await openDatabase({ dataDir, exclusive: true, logger: silent })).close()
  const database = new DatabaseSync(join(dataDir, 'relevo.db'))
  const numbers = `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${handoffs})`
  const id = "'ho_' || printf('%026d', n)"
  const at = '1767225600000 + n * 1000'
  database.exec(`
    pragma synchronous = off;
    begin;
    ${numbers} insert into handoffs (id, source, helpdesk, state, accepted, requester_key, request_id, received_at, received_day,
        ended_at, why, idempotency_key, fingerprint, lined, fence, attempts, writes, ticket_id, ticket_url, ticket_action)
      select ${id}, 'botpress', 'main', 'delivered', 1, 'requester-' || n % 99991, 'request-' || n, ${at}, (${at}) / 86400000,
        ${at} + 900, 'Created.', lower(hex(randomblob(32))), lower(hex(randomblob(32))), 1, 1, 1, 1, n, 'https://desk.example.org/' || n,
        'created' from numbers;
    ${numbers} insert into payloads select ${id}, '{"summary":"' || hex(randomblob(200)) || hex(zeroblob(${Math.ceil(bytes / 2) - 200})) || '"}' from numbers;
    ${numbers} insert into classifications select ${id}, '{"category":"' || hex(randomblob(60)) || '"}' from numbers;
    ${numbers}, steps(seq, event) as (values (1, 'delivering'), (2, 'classified'), (3, 'write-marked'), (4, 'delivered'))
      insert into history select ${id}, seq, ${at} + seq, event, 'because of this', 'worker-1' from numbers, steps;
    insert into counters select source, received_day, 0, count(*), 0, count(*) from handoffs group by 1, 2;
    commit;
  `)
  database.close()
}
