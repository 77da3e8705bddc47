import { z } from 'zod';
import type { Message } from '../../shared/message.ts';
import { ToolApproval } from '../../shared/toolCard.ts';
import type { Writing } from './changes.ts';
import type { Message as MessageRow } from './generated/client.ts';
import { messageOf } from './messages.ts';

const Asked = z.object({
  approval: ToolApproval,
  /** The person in whose name it would be done. */
  askedBy: z.string(),
  /** Nobody waits for it any more: its answer has ended, or is about to. */
  isOver: z.boolean(),
});
export type Asked = z.infer<typeof Asked>;

/** A call that people were asked about, as it stands in a chat that is locked; undefined where there is none. */
export async function readAsked(
  { tx, chat }: Writing,
  { messageId, key }: { messageId: string; key: string },
): Promise<Asked | undefined> {
  const [row] = await tx.$queryRaw<unknown[]>`
    select c.approval, r."askedBy", s.result is not null or s."stopAsked" or r."stopAsked" as "isOver"
    from tool_call c join step s on s.id = c."stepId" join run r on r.id = s."runId" join message m on m.id = c."messageId"
    where c.id = ${key} and c."messageId" = ${messageId} and r."chatId" = ${chat.id} and c.approval is not null
      and m."deletedAt" is null`;
  return row === undefined ? undefined : Asked.parse(row);
}

/** Notes on a call and its card what people have said of it; null where it is not asked for any more. */
export async function writeApproval(
  { tx, version }: Writing,
  key: string,
  approval: ToolApproval,
): Promise<Message | null> {
  const [row] = await tx.$queryRaw<MessageRow[]>`
    with noted as (
      update tool_call set approval = ${JSON.stringify(approval)}::jsonb from step
      where tool_call.id = ${key} and step.id = tool_call."stepId" and step.result is null
        and state = 'asked' and approval->>'hash' = ${approval.hash} and approval->'decision' = 'null'
      returning tool_call."messageId", tool_call.approval
    )
    update message set version = ${version}, extras = jsonb_set(extras, '{cards}', (
      select jsonb_agg(case when card->>'key' = ${key} then card || jsonb_build_object('approval', noted.approval) else card end
        order by place)
      from jsonb_array_elements(extras->'cards') with ordinality as cards(card, place)
    ))
    from noted where message.id = noted."messageId" and jsonb_exists(extras, 'cards') returning message.*`;
  return row === undefined ? null : messageOf(row);
}
