/**
 * The web client as a person uses it, in a real Chromium: node client.js <chromium> <base> <pictures> <ann> <bob>
 * <bobsSession> <workspaceId>. Ends with 0 if everything came as it should.
 */
import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'

const [executablePath, base, pictures, ann, bob, bobsSession, workspaceId] = process.argv.slice(2)
const PATIENCE_MILLIS = 30_000
const CONTRAST_MIN = 4.5

async function call(path, body, session, method = 'POST') {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...(session ? { Authorization: `Bearer ${session}` } : {}) },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await response.text()
  assert.ok(response.ok, `${path}: ${text}`)
  return text === '' ? null : JSON.parse(text)
}

const bobCreates = async (title, published) =>
  (await call('/db/createPost', {
    workspaceId: Number(workspaceId), authorUserId: Number(bob), title, content: `content of ${title}`, published,
  }, bobsSession)).row

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
})
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' })
const page = await context.newPage()
page.setDefaultTimeout(PATIENCE_MILLIS)
const complaints = []
const foreign = []
let isTroubleExpected = false
page.on('pageerror', error => complaints.push(String(error)))
page.on('console', message => {
  // The browser itself complains about refused writes and cut sockets, which are asked for here.
  if (message.type() === 'error' && !isTroubleExpected) complaints.push(message.text())
})
page.on('request', request => {
  if (!request.url().startsWith(base)) foreign.push(request.url())
})

const cell = title => page.locator('#grid .cell:not(.left)', { hasText: title })
const shows = title => cell(title).first().waitFor()
const hides = title => cell(title).first().waitFor({ state: 'detached' })
const isLive = () => page.locator('#status[data-kind="live"]').waitFor()

async function signIn(userId, role) {
  await page.fill('[name=userId]', String(userId))
  await page.fill('[name=role]', role)
  await page.click('text=Connect')
  await isLive()
}

/** What a text's contrast with its ground is, for every text that can be seen. */
function contrasts() {
  const channel = value => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  const luminance = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
  const colour = text => (text.match(/[\d.]+/g) ?? []).map(Number)
  const ground = element => {
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each)
      const stripe = style.backgroundImage.match(/rgb\([^)]*\)/g)
      if (stripe) return stripe.map(colour)
      const found = colour(style.backgroundColor)
      if (found.length === 3 || found[3] === 1) return [found]
    }
    return [[255, 255, 255]]
  }
  const found = []
  for (const element of document.querySelectorAll('body *')) {
    const text = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data.trim())
      .join('')
    if (text === '' || !element.checkVisibility() || element.matches(':disabled, .left, .left *')) continue
    const front = luminance(colour(getComputedStyle(element).color))
    for (const back of ground(element).map(luminance)) {
      found.push({ text, ratio: (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05) })
    }
  }
  return found
}

async function look(name) {
  for (const theme of ['light', 'dark']) {
    await page.evaluate(to => {
      if (document.documentElement.dataset.theme !== to) document.getElementById('theme').click()
    }, theme)
    const poor = (await page.evaluate(contrasts)).filter(each => each.ratio < CONTRAST_MIN)
    assert.deepEqual(poor, [], `poor contrast on ${name}, ${theme}`)
    await page.screenshot({ path: `${pictures}/${name}-${theme}.png` })
  }
}

try {
  await page.goto(base)
  await page.locator('[name=role]').waitFor()
  await look('sign-in')
  await signIn(ann, 'user')
  await page.getByText('Nothing that this session may see').waitFor()
  await look('empty')

  // Live changes, and what stays hidden.
  const published = await bobCreates('a public thing', true)
  await bobCreates('hidden-token-1', false)
  const markup = '<img src=x onerror="document.title=1">'
  await bobCreates(markup, true)
  await shows('a public thing')
  await shows(markup)
  assert.equal(await page.title(), 'Parallax sync server')
  assert.equal(await page.locator('#holds').textContent(), 'This client holds 2 rows of Post')
  await call('/db/updatePost', { id: published.id, published: false }, bobsSession)
  await hides('a public thing')
  await call('/db/updatePost', { id: published.id, published: true, title: 'public again' }, bobsSession)
  await shows('public again')

  // Making, publishing and changing one's own.
  await page.keyboard.press('n')
  await page.fill('dialog [name=title]', 'my own')
  await page.fill('dialog [name=content]', 'written here')
  await page.fill('dialog [name=workspaceId]', workspaceId)
  await page.click('dialog >> text=Create')
  await shows('my own')
  await cell('my own').click()
  assert.match(await cell('my own').getAttribute('class'), /own draft/)
  await look('own-draft')
  await page.keyboard.press('p')
  await page.locator('#grid .cell.own:not(.draft)', { hasText: 'my own' }).waitFor()
  await page.locator('#grid .cell.pending').waitFor({ state: 'detached' })
  const seen = await call('/db/listPosts', {}, bobsSession)
  assert.ok(seen.rows.some(row => row.title === 'my own'))
  await page.keyboard.press('e')
  await page.fill('dialog [name=title]', 'my own, renamed')
  await page.click('dialog >> text=Save')
  await shows('my own, renamed')

  // What is denied says why, and nothing changes.
  isTroubleExpected = true
  await cell('public again').click()
  await page.keyboard.press('p')
  await page.locator('#strip', { hasText: 'authorUserId' }).waitFor()
  await page.locator('#grid .cell:not(.draft)', { hasText: 'public again' }).waitFor()
  await look('denied')

  // The keyboard, the filter and the other records.
  await page.locator('#grid').focus()
  await page.keyboard.press('Home')
  await page.locator('#grid .cell:first-child[aria-selected=true]').waitFor()
  await page.keyboard.press('End')
  await page.locator('#grid .cell:last-child[aria-selected=true]').waitFor()
  await page.fill('#filter', 'renamed')
  await hides('public again')
  await page.fill('#filter', '')
  await page.getByRole('tab', { name: /^User/ }).click()
  await shows('Bob')
  await page.getByRole('tab', { name: /^Post/ }).click()
  await page.locator('#messages summary').first().click()
  await page.locator('#messages pre').first().waitFor()

  // Cut off, and back without a gap; what was hidden meanwhile went.
  await call('/admin/faults', { fault: 'refuse-connections', on: true })
  await call('/admin/faults', { fault: 'cut' })
  await page.locator('#status[data-kind="wrong"]').waitFor()
  await bobCreates('made meanwhile', true)
  await call('/db/updatePost', { id: published.id, published: false }, bobsSession)
  await look('cut-off')
  await call('/admin/faults', { fault: 'none' })
  await isLive()
  await shows('made meanwhile')
  await hides('public again')

  // A page that is loaded again goes on with its session.
  await page.reload()
  await isLive()
  await shows('made meanwhile')

  // Nothing that was hidden ever came, and nothing was loaded from elsewhere.
  const everything = await page.evaluate(() => document.body.textContent)
  assert.ok(!everything.includes('hidden-token-1'))
  assert.deepEqual(foreign, [])

  // A session that is ended elsewhere.
  const session = await page.evaluate(() => JSON.parse(sessionStorage.getItem('parallax.session')).id)
  await call(`/sessions/${session}`, undefined, session, 'DELETE')
  await page.locator('#strip', { hasText: 'The session has ended' }).waitFor()
  await page.locator('#sign-in').waitFor()

  // On a narrow screen nothing stands beyond its edge.
  await signIn(ann, 'user')
  await page.setViewportSize({ width: 390, height: 800 })
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
  await page.screenshot({ path: `${pictures}/narrow.png` })

  assert.deepEqual(complaints, [])
  console.log('done')
} catch (failure) {
  await page.screenshot({ path: `${pictures}/failed.png` })
  throw failure
} finally {
  await browser.close()
}
