/**
 * SQL for whether words from outside the chat stand in a message, or were read for it by its agent: it was forwarded, it
 * cites something, a call that its cards show brought some, or somebody else than who asked for it added some. `message` is the message's name in the query; calls of the
 * step with the id `except` do not count.
 */
export function isFromOutside(message: string, except = 'null'): string {
  return `coalesce(
    jsonb_exists_any(${message}.extras, '{forwarded,sources}') or jsonb_exists(${message}.extras, 'cards') and exists (
      select from tool_call brought
      where brought."messageId" = ${message}.id and brought."stepId" is distinct from ${except}
        and brought.result like '%"fromOutside":true%'
        and jsonb_path_exists(${message}.extras, '$.cards[*] ? (@.key == $key)', jsonb_build_object('key', brought.id))
    ) or exists (
      select from steer added join run on run.id = ${message}."runId"
      where added."messageId" = ${message}.id and added.turn is not null and added."userId" <> run."askedBy"
    ), false)`;
}
