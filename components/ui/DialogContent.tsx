import * as Radix from 'radix-ui/dialog';
import { useState } from 'react';
import { focusOrigin } from './focusOrigin.ts';
import { isNothingFocused } from './isNothingFocused.ts';

/**
 * What stands in a dialog. When it closes, the focus returns to where it was before, unless somebody went on to something
 * else by then.
 */
export function DialogContent(props: Omit<Radix.DialogContentProps, 'onCloseAutoFocus'>) {
  // Before one of its fields takes the focus.
  const [origin] = useState(focusOrigin);
  return (
    <Radix.Content
      {...props}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        if (isNothingFocused()) origin?.focus({ preventScroll: true });
      }}
    />
  );
}
