import { BUCKET } from '../../agents/models/limits/bucket.ts';

/** What the script is given after the event; -1 stands for null. */
export type ScriptArguments = readonly [
  /** Milliseconds since 1970; empty for the clock of Redis, which is one for all processes. */
  now: string,
  rateOfRequests: number,
  rateOfTokens: number,
  event: 'take' | 'settle' | 'leave' | 'complained' | 'told',
  ...values: (string | number)[],
];

/**
 * `nextBucket` of agents/models/limits/bucket.ts in Lua, so that a step is atomic and one trip; the one test plays both
 * with the same events. KEYS[1] holds the bucket as JSON and goes by itself once it says nothing any more.
 */
export const bucketScript = `
local WINDOW, SLOT, WHOLE = ${BUCKET.window}, ${BUCKET.slot}, ${BUCKET.whole}
local stored = redis.call('GET', KEYS[1])
local b = stored and cjson.decode(stored)
  or { at = 0, slots = {}, line = {}, share = WHOLE, widens = 0, narrowed = ${-BUCKET.onceWithin}, lr = -1, lt = -1, closed = 0 }
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local rate_r, rate_t, event = tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]

local function back_at(slot) return (slot + 1) * SLOT + WINDOW end
local function keep(list, wanted)
  local kept = {}
  for _, one in ipairs(list) do if wanted(one) then kept[#kept + 1] = one end end
  return kept
end
local function leave(ticket) b.line = keep(b.line, function(place) return place[1] ~= ticket end) end
local function sum()
  local r, t = 0, 0
  for _, slot in ipairs(b.slots) do r = r + slot[2]; t = t + slot[3] end
  return r, t
end
local function add(requests, tokens)
  local slot = math.floor(b.at / SLOT)
  local last = b.slots[#b.slots]
  if last and last[1] == slot then
    last[2] = last[2] + requests
    last[3] = last[3] + tokens
  else
    b.slots[#b.slots + 1] = { slot, requests, tokens }
  end
  return slot
end
local function part(whole)
  if whole < 0 then return math.huge end
  return math.max(1, math.floor(whole * b.share / WHOLE))
end

b.at = math.max(b.at, now)
b.slots = keep(b.slots, function(slot) return back_at(slot[1]) > b.at end)
b.line = keep(b.line, function(place) return place[3] > b.at end)
if b.share < WHOLE then
  local steps = math.floor((b.at - b.widens) / ${BUCKET.widenEvery})
  if steps > 0 then
    b.share = math.min(WHOLE, b.share + steps * ${BUCKET.widenBy})
    b.widens = b.widens + steps * ${BUCKET.widenEvery}
  end
end
if b.share == WHOLE then b.lr = -1; b.lt = -1 end
b.tu = b.tu or 0
if b.at >= b.tu then b.tr = -1; b.tt = -1 end

local function take(ticket, tokens)
  if rate_t >= 0 and tokens > rate_t then
    leave(ticket)
    return { 'too-large', rate_t }
  end
  local place = nil
  local need_r, need_t = 1, tokens
  for index, one in ipairs(b.line) do
    if one[1] == ticket then place = index; break end
    need_r = need_r + 1
    need_t = need_t + one[2]
  end
  local most_r = part(rate_r >= 0 and rate_r or b.tr >= 0 and b.tr or b.lr)
  local most_t = part(rate_t >= 0 and rate_t or b.tt >= 0 and b.tt or b.lt)
  local used_r, used_t = sum()
  local free = b.at
  for _, slot in ipairs(b.slots) do
    if (used_r == 0 and used_t == 0) or (used_r + need_r <= most_r and used_t + need_t <= most_t) then break end
    free = back_at(slot[1])
    used_r = used_r - slot[2]
    used_t = used_t - slot[3]
  end
  local wait = math.max(free, b.closed) - b.at
  if need_r > 1 then wait = math.max(${BUCKET.leastWait}, wait) end
  if wait > 0 then
    local own = { ticket, tokens, b.at + ${BUCKET.place} }
    if place then
      b.line[place] = own
    elseif #b.line < ${BUCKET.longestLine} then
      b.line[#b.line + 1] = own
    end
    return { 'wait', wait }
  end
  leave(ticket)
  return { 'granted', add(1, tokens) }
end

local function settle(slot, granted, requests, tokens)
  local less = math.max(0, granted - tokens)
  for _, one in ipairs(b.slots) do
    if one[1] == slot then
      one[2] = math.max(0, one[2] - (1 - requests))
      one[3] = math.max(0, one[3] - less)
    end
  end
  if tokens > granted then add(0, tokens - granted) end
end

local function complained(rest)
  if rest < 0 then rest = ${BUCKET.rest} end
  b.closed = math.max(b.closed, b.at + math.min(${BUCKET.longestRest}, math.ceil(rest)))
  if b.at - b.narrowed < ${BUCKET.onceWithin} then return end
  b.share = math.max(${BUCKET.leastShare}, math.floor(b.share / 2))
  b.widens = b.at
  b.narrowed = b.at
  local used_r, used_t = sum()
  if b.lr < 0 and used_r > 0 then b.lr = math.max(${BUCKET.leastRequests}, used_r) end
  if b.lt < 0 and used_t > 0 then b.lt = math.max(${BUCKET.leastTokens}, used_t) end
end

local function told(limit_r, left_r, limit_t, left_t)
  local used_r, used_t = sum()
  local more_r, more_t = 0, 0
  if limit_r >= 0 then b.tr = limit_r; more_r = math.max(0, limit_r - left_r - used_r) end
  if limit_t >= 0 then b.tt = limit_t; more_t = math.max(0, limit_t - left_t - used_t) end
  b.tu = b.at + ${BUCKET.toldFor}
  if more_r > 0 or more_t > 0 then add(more_r, more_t) end
end

local answer = { 'done' }
if event == 'take' then
  answer = take(ARGV[5], tonumber(ARGV[6]))
elseif event == 'settle' then
  settle(tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8]))
elseif event == 'leave' then
  leave(ARGV[5])
elseif event == 'told' then
  told(tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8]))
else
  complained(tonumber(ARGV[5]))
end

local matters = math.max(b.closed - b.at, b.tu - b.at, (WHOLE - b.share) / ${BUCKET.widenBy} * ${BUCKET.widenEvery}, WINDOW + SLOT)
redis.call('SET', KEYS[1], cjson.encode(b), 'PX', math.ceil(matters) + WINDOW)
return answer
`;
