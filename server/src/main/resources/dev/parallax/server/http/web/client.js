// One client of the cursor dialect: a WebSocket for deltas, POST /sync for what was missed, POST /db to write.
import { Replica } from './replica.js';

const SILENCE_MILLIS = 15_000;
const PING_MILLIS = 5_000;
const RETRY_MILLIS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
const PAGE_SIZE = 1_000;

/** A problem that the server told, with its code and status. */
export class Problem extends Error {
  constructor(body, status) {
    super(body.detail || body.title || `the server answered ${status}`);
    this.code = body.code;
    this.status = status;
    this.errors = body.errors ?? [];
  }
}

/**
 * Calls the server.
 *
 * @param {{session?: string, secret?: string, body?: object, method?: string, tap?: Function}} options
 * @throws {Problem} what the server refuses
 * @throws {TypeError} if it cannot be reached
 */
export async function call(path, { session, secret, body, method, tap } = {}) {
  const headers = {};
  if (session) headers.Authorization = `Bearer ${session}`;
  if (secret) headers['Parallax-Admin'] = secret;
  const text = body === undefined ? undefined : JSON.stringify(body);
  if (text !== undefined) headers['Content-Type'] = 'application/json';
  const verb = method ?? (text === undefined ? 'GET' : 'POST');
  tap?.('out', `${verb} ${path}`, text ?? '');
  const response = await fetch(path, { method: verb, headers, body: text });
  const answer = await response.text();
  tap?.('in', `${response.status} ${path}`, answer);
  const parsed = answer === '' ? null : JSON.parse(answer);
  if (!response.ok) {
    throw new Problem(parsed ?? {}, response.status);
  }
  return parsed;
}

export class Client {
  replica = new Replica();
  #session;
  #listener;
  #socket = null;
  #buffered = [];
  #isCatchingUp = false;
  #mustCatchUpAgain = false;
  #attempts = 0;
  #watchdog = 0;
  #ping = 0;
  #retry = 0;
  #isClosed = false;
  #generation = 0;

  /**
   * @param {string} session the session's secret
   * @param {{status: Function, changed: Function, tap: Function, ended: Function}} listener
   */
  constructor(session, listener) {
    this.#session = session;
    this.#listener = listener;
  }

  get session() {
    return this.#session;
  }

  open() {
    this.#generation++;
    const generation = this.#generation;
    this.#listener.status('connecting');
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/sync?sessionId=${encodeURIComponent(this.#session)}`);
    this.#socket = socket;
    this.#buffered = [];
    this.#isCatchingUp = false;
    this.#mustCatchUpAgain = false;
    this.#watch();
    clearInterval(this.#ping);
    this.#ping = setInterval(() => {
      if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"ping"}');
    }, PING_MILLIS);
    socket.onmessage = event => {
      if (generation === this.#generation) this.#hear(event.data, generation);
    };
    socket.onclose = event => {
      if (generation === this.#generation) this.#lost(event.code);
    };
  }

  close() {
    this.#isClosed = true;
    this.#generation++;
    clearTimeout(this.#watchdog);
    clearTimeout(this.#retry);
    clearInterval(this.#ping);
    this.#socket?.close();
  }

  /** Writes, and tries again with the same id while the server cannot be reached: it is done once. */
  async write(operation, args) {
    const body = { ...args, requestId: crypto.randomUUID() };
    for (let attempt = 0; ; attempt++) {
      try {
        return await call(`/db/${operation}`, { session: this.#session, body, tap: this.#listener.tap });
      } catch (failure) {
        const isLost = failure instanceof TypeError || failure.code === 'unavailable';
        if (!isLost || attempt >= RETRY_MILLIS.length || this.#isClosed) {
          throw failure;
        }
        await new Promise(done => setTimeout(done, RETRY_MILLIS[attempt]));
      }
    }
  }

  #hear(text, generation) {
    this.#watch();
    const message = JSON.parse(text);
    this.#listener.tap('in', message.type, text);
    switch (message.type) {
      case 'connected':
        this.#attempts = 0;
        this.#catchUp(generation);
        break;
      case 'delta':
        if (this.#isCatchingUp) {
          this.#buffered.push(message.data);
        } else {
          this.#listener.changed(this.replica.applyDelta(message.data));
        }
        break;
      case 'heartbeat':
        if (!this.#isCatchingUp) this.replica.complete(message.version);
        break;
      case 'syncRequired':
        if (this.#isCatchingUp) {
          this.#mustCatchUpAgain = true;
        } else {
          this.#catchUp(generation);
        }
        break;
      case 'error':
        this.#listener.status('error', message.message);
        break;
      default:
        break;
    }
  }

  async #catchUp(generation) {
    this.#isCatchingUp = true;
    this.#listener.status('syncing');
    try {
      let page;
      do {
        this.#mustCatchUpAgain = false;
        do {
          page = await call('/sync', {
            session: this.#session,
            body: { syncCursor: this.replica.cursor(), pageSize: PAGE_SIZE },
            tap: this.#listener.tap,
          });
          if (generation !== this.#generation) return;
          this.#listener.changed(this.replica.applyPage(page));
        } while (page.has_more);
      } while (this.#mustCatchUpAgain);
      const changes = [];
      for (const data of this.#buffered) {
        if (data.version > page.version) changes.push(...this.replica.applyDelta(data));
      }
      this.#buffered = [];
      this.#isCatchingUp = false;
      this.#listener.changed(changes);
      this.#listener.status('live');
    } catch (failure) {
      if (generation !== this.#generation) return;
      if (failure instanceof Problem && failure.status === 401) {
        this.#end();
      } else {
        this.#socket?.close();
        this.#again(failure instanceof Problem ? 'Sync issue' : 'No connection');
      }
    }
  }

  #lost(code) {
    if (this.#isClosed) return;
    if (code === 4401) {
      this.#end();
    } else {
      this.#again('No connection');
    }
  }

  /** A refused upgrade does not say why: only a call tells an ended session from a server that is not there. */
  async #again(words) {
    this.#generation++;
    const generation = this.#generation;
    clearTimeout(this.#watchdog);
    clearInterval(this.#ping);
    const pause = RETRY_MILLIS[Math.min(this.#attempts++, RETRY_MILLIS.length - 1)] * (0.5 + Math.random() / 2);
    this.#listener.status('error', `${words}; trying again`);
    this.#retry = setTimeout(async () => {
      try {
        await call('/sync', { session: this.#session, body: { syncCursor: this.replica.cursor(), pageSize: 1 } });
      } catch (failure) {
        if (failure instanceof Problem && failure.status === 401 && generation === this.#generation) {
          this.#end();
          return;
        }
      }
      if (generation === this.#generation && !this.#isClosed) this.open();
    }, pause);
  }

  #end() {
    this.close();
    this.#listener.ended();
  }

  /** A stream on which not even a ping is answered is dead, whatever the socket says. */
  #watch() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      if (this.#isClosed) return;
      this.#socket?.close();
      this.#again('No connection');
    }, SILENCE_MILLIS);
  }
}
