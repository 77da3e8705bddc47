/**
 * SQL for whether words from outside the chat stand in a message, or were read for it by its agent: it was forwarded, it
 * cites something, a call that its cards show brought some, somebody else than who asked for it added some, or its agent
 * had read words of others, which may be gone since; so had it for what it posted besides. `message` is the message's name
 * in the query; the step with the id `except` does not count.
 *
 * It is read for every message that an answer goes by: what people wrote has neither steps nor cards nor steers, and no
 * other table is looked into for it. That `written` asks again who sent it keeps PostgreSQL from reading all steps there are.
 */
export function isFromOutside(message: string, except = 'null'): string {
  return `coalesce(
    jsonb_exists_any(${message}.extras, '{forwarded,sources}') or ${message}."senderKind" = 'agent' and (exists (
      select from step written
      where written."messageId" = ${message}.id and ${message}."senderKind" = 'agent'
        and written.id is distinct from ${except} and written.result->>'tainted' = 'true'
    ) or exists (
      select from step beside
      where beside."runId" = ${message}."runId" and beside."agentId" = ${message}."senderId" and beside."messageId" <> ${message}.id
        and (beside.result is null or jsonb_exists(beside.result, 'tainted'))
    ) or jsonb_exists(${message}.extras, 'steers') and exists (
      select from steer added join run on run.id = ${message}."runId"
      where added."messageId" = ${message}.id and added.turn is not null and added."userId" <> run."askedBy"
    ) or jsonb_exists(${message}.extras, 'cards') and exists (
      select from tool_call brought
      where brought."messageId" = ${message}.id and brought."stepId" is distinct from ${except}
        and brought.result like '%"fromOutside":true%'
        and jsonb_path_exists(${message}.extras, '$.cards[*] ? (@.key == $key)', jsonb_build_object('key', brought.id))
    )), false)`;
}

/** SQL for whether an agent wrote a message, in its `run`, in the name of somebody else than `asker`, whose words it may repeat. */
export function isForOthers({ message, run, asker }: { message: string; run: string; asker: string }): string {
  return `coalesce(${message}."senderKind" = 'agent' and ${run}."askedBy" <> ${asker}, false)`;
}
