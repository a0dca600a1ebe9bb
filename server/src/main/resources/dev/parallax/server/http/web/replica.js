// What this client holds: plain data, no socket and no clock, so that it can be tried without a browser.
// The rules are those of the cursor dialect: see docs/dialects/cursor.md.

export class Replica {
  #tables = new Map();

  /** The rows of a table by id; never null. */
  rows(name) {
    return this.#table(name).rows;
  }

  names() {
    return [...this.#tables.keys()];
  }

  /** What POST /sync takes. */
  cursor() {
    const tables = {};
    for (const [name, table] of this.#tables) {
      if (table.hash !== null) {
        tables[name] = { last_seen_updated_at: table.seen, permission_hash: table.hash };
      }
    }
    return { tables };
  }

  /**
   * Applies a page of a catch-up.
   *
   * @returns {{table: string, id: number, kind: string, row: object|undefined}[]} what came, changed and went
   */
  applyPage(page) {
    const changes = [];
    for (const [name, part] of Object.entries(page.tables)) {
      const table = this.#table(name);
      const before = part.reset ? new Map(table.rows) : null;
      if (before) {
        table.rows.clear();
      }
      for (const row of part.rows) {
        this.#put(name, row, changes, before);
      }
      for (const id of part.removed) {
        this.#remove(name, id, page.version, changes);
      }
      if (before) {
        for (const [id, row] of before) {
          if (!table.rows.has(id)) {
            changes.push({ table: name, id, kind: 'left', row });
          }
        }
      }
      table.hash = part.permission_hash;
      table.seen = part.last_seen_updated_at;
    }
    if (!page.has_more) {
      this.complete(page.version);
    }
    return changes;
  }

  /** Everything up to a version has been received, in every table. */
  complete(version) {
    for (const table of this.#tables.values()) {
      if (table.seen !== null && table.seen < version) {
        table.seen = version;
      }
    }
  }

  /** Applies a delta that is newer than what a catch-up gave; older ones change nothing. */
  applyDelta(data) {
    const changes = [];
    for (const index of data.affected_row_indices) {
      const { table_name: name, row } = data.all_affected_rows[index];
      this.#put(name, row, changes, null);
    }
    for (const { table_name: name, id } of data.removed) {
      this.#remove(name, id, data.version, changes);
    }
    return changes;
  }

  #put(name, row, changes, before) {
    const rows = this.#table(name).rows;
    const known = rows.get(row.id) ?? before?.get(row.id);
    if (known && known.updatedAt > row.updatedAt) {
      return;
    }
    rows.set(row.id, row);
    if (!known || known.updatedAt < row.updatedAt) {
      changes.push({ table: name, id: row.id, kind: known ? 'changed' : 'arrived', row });
    }
  }

  #remove(name, id, version, changes) {
    const rows = this.#table(name).rows;
    const row = rows.get(id);
    if (row && row.updatedAt <= version) {
      rows.delete(id);
      changes.push({ table: name, id, kind: 'left', row });
    }
  }

  #table(name) {
    let table = this.#tables.get(name);
    if (!table) {
      table = { rows: new Map(), seen: null, hash: null };
      this.#tables.set(name, table);
    }
    return table;
  }
}
