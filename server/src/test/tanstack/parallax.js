/**
 * Options for a TanStack DB collection that follows one record of a Parallax server. Nothing in it knows the record:
 * lines of `/rpc/{Record}Sync` become sync transactions, and optimistic writes are confirmed when their version has
 * come back on that stream.
 */
export function parallaxCollection({ base, sessionId, record, retryMillis = 20 }) {
  const headers = { Authorization: `Bearer ${sessionId}`, 'Content-Type': 'application/json' }
  const waiting = new Set()
  let since = null
  let stream = null

  async function rpc(call, body, signal) {
    const response = await fetch(`${base}/rpc/${record}${call}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal,
    })
    if (!response.ok) {
      throw new Error((await response.json()).detail)
    }
    return response
  }

  function arrived(version) {
    since = version
    for (const each of waiting) {
      if (each.version <= version) {
        waiting.delete(each)
        each.resolve()
      }
    }
  }

  function synced(version) {
    return since >= version
      ? Promise.resolve()
      : new Promise((resolve) => waiting.add({ version, resolve }))
  }

  async function write(call, items) {
    const answer = await rpc(call, { items, requestId: crypto.randomUUID() })
    await synced((await answer.json()).version)
  }

  function sync({ begin, write: put, commit, markReady, truncate }) {
    const stopped = new AbortController()
    let isOpen = false

    function take(line) {
      const ensureOpen = () => {
        if (!isOpen) {
          begin()
          isOpen = true
        }
      }
      switch (line.type) {
        case 'insert':
        case 'update':
          ensureOpen()
          put({ type: line.type, value: line.value })
          break
        case 'delete':
          ensureOpen()
          put({ type: 'delete', key: line.key })
          break
        case 'truncate':
          ensureOpen()
          truncate()
          break
        case 'commit':
          if (isOpen) {
            commit()
            isOpen = false
          }
          arrived(line.version)
          break
        case 'heartbeat':
          arrived(line.version)
          break
        case 'ready':
          markReady()
          break
        case 'error':
          throw new Error(line.message)
      }
    }

    async function follow() {
      stream = new AbortController()
      const signal = AbortSignal.any([stopped.signal, stream.signal])
      const response = await rpc('Sync', since === null ? { snapshot: true } : { snapshot: true, since }, signal)
      let rest = ''
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        const lines = (rest + text).split('\n')
        rest = lines.pop()
        lines.forEach((line) => take(JSON.parse(line)))
      }
    }

    async function run() {
      while (!stopped.signal.aborted) {
        try {
          await follow()
        } catch (error) {
          if (error.name !== 'AbortError') throw error
        }
        if (isOpen) throw new Error('the stream broke within a transaction')
        await new Promise((resolve) => setTimeout(resolve, retryMillis))
      }
    }

    run().catch((error) => {
      if (!stopped.signal.aborted) console.error(error)
    })
    return () => stopped.abort()
  }

  return {
    id: record,
    getKey: (row) => row.id,
    sync: { sync, rowUpdateMode: 'full' },
    startSync: true,
    onInsert: ({ transaction }) => write('Insert', transaction.mutations.map((each) => each.modified)),
    onUpdate: ({ transaction }) =>
      write('Update', transaction.mutations.map((each) => ({ id: each.key, ...each.changes }))),
    onDelete: ({ transaction }) => write('Delete', transaction.mutations.map((each) => ({ id: each.key }))),
    /** Breaks the stream, as a network would. */
    breakStream: () => stream.abort(),
  }
}
