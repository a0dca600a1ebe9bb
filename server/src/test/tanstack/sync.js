/**
 * What an application on TanStack DB goes through, against a real server: node sync.js <base> <reader> <author>
 * <authorUserId> <workspaceId>. Ends with 0 if everything came as it should.
 */
import assert from 'node:assert/strict'
import { createCollection } from '@tanstack/db'
import { parallaxCollection } from './parallax.js'

const [base, reader, author, authorUserId, workspaceId] = process.argv.slice(2)
const PATIENCE_MILLIS = 30_000

async function db(operation, args) {
  const response = await fetch(`${base}/db/${operation}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${author}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(args),
  })
  const answer = await response.json()
  assert.equal(response.status, 200, JSON.stringify(answer))
  return answer.row
}

const post = (title, published) => ({
  workspaceId: Number(workspaceId),
  authorUserId: Number(authorUserId),
  title,
  content: '',
  published,
})

const titles = (collection) => collection.toArray.map((row) => row.title).sort()

/** Waits until a change makes it true. A subscription that was not told of a row is not told of its deletion either. */
function until(collection, what, holds) {
  return new Promise((resolve, reject) => {
    let subscription
    let over = false
    const timer = setTimeout(
      () => reject(new Error(`${what}, but it holds ${JSON.stringify(collection.toArray)}`)),
      PATIENCE_MILLIS,
    )
    const check = () => {
      if (!over && holds()) {
        over = true
        clearTimeout(timer)
        subscription?.unsubscribe()
        console.log(`ok ${what}`)
        resolve()
      }
    }
    subscription = collection.subscribeChanges(check, { includeInitialState: true })
    check()
    if (over) {
      subscription.unsubscribe()
    }
  })
}

const same = (collection, ...expected) => () => JSON.stringify(titles(collection)) === JSON.stringify(expected.sort())

const first = await db('createPost', post('first', true))
await db('createPost', post('hidden', false))

const options = parallaxCollection({ base, sessionId: reader, record: 'Post' })
const seen = createCollection(options)
await seen.preload()
assert.deepEqual(titles(seen), ['first'])
assert.deepEqual({ ...seen.get(first.id) }.title, 'first')
console.log('ok it loads what the session may see')

const second = await db('createPost', post('second', true))
await until(seen, 'an insert arrives', same(seen, 'first', 'second'))
await db('updatePost', { id: second.id, title: 'changed' })
await until(seen, 'an update arrives', same(seen, 'first', 'changed'))
await db('updatePost', { id: second.id, published: false })
await until(seen, 'a row leaves the view', same(seen, 'first'))
await db('updatePost', { id: second.id, published: true })
await until(seen, 'a row comes back', same(seen, 'first', 'changed'))
await db('deletePost', { id: first.id })
await until(seen, 'a deletion arrives', same(seen, 'changed'))

const mine = createCollection(parallaxCollection({ base, sessionId: author, record: 'Post' }))
await mine.preload()
const insertion = mine.insert({ id: -1, ...post('optimistic', true) })
assert.equal(mine.get(-1).title, 'optimistic', 'an optimistic row is there at once')
await insertion.isPersisted.promise
assert.equal(mine.get(-1), undefined, 'the placeholder is gone once it is confirmed')
await until(mine, 'an optimistic insert is confirmed', same(mine, 'changed', 'hidden', 'optimistic'))
await until(seen, 'others see it', same(seen, 'changed', 'optimistic'))
const confirmed = mine.toArray.find((row) => row.title === 'optimistic')
assert.ok(confirmed.id > 0 && confirmed.updatedAt > 0)

await mine.update(confirmed.id, (draft) => { draft.title = 'edited' }).isPersisted.promise
await until(seen, 'an optimistic update is confirmed', same(seen, 'changed', 'edited'))
const refused = seen.update(confirmed.id, (draft) => { draft.title = 'not mine' })
assert.equal(seen.get(confirmed.id).title, 'not mine')
await assert.rejects(refused.isPersisted.promise)
assert.equal(seen.get(confirmed.id).title, 'edited', 'a refused update is taken back')
console.log('ok a refused update is taken back')

options.breakStream()
await db('createPost', post('missed', true))
await db('deletePost', { id: second.id })
await until(seen, 'after a break it catches up', same(seen, 'edited', 'missed'))
await mine.delete(confirmed.id).isPersisted.promise
await until(seen, 'an optimistic deletion is confirmed', same(seen, 'missed'))

await Promise.all([seen.cleanup(), mine.cleanup()])
console.log('done')
process.exit(0)
