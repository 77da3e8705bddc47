/**
 * Runs a program as the top of its own module and puts in words what came of it. It keeps what it needs of Python, so that a
 * program that changes Python's own functions changes no more than the words about itself.
 */
export const HARNESS = `
def _make():
    import sys, json, traceback
    from pyodide.code import eval_code_async
    dumps, lines, text, kind, show = json.dumps, traceback.TracebackException, str, type, repr
    MOST = 16000
    for name in [name for name in sys.modules if name.split('.')[0] in ('js', 'pyodide_js')]:
        del sys.modules[name]

    def words(error):
        try:
            told = lines.from_exception(error)
            link = told
            while link is not None:
                own = [f for f in link.stack if f.filename == 'program.py']
                link.stack[:] = own
                link = link.__cause__ or link.__context__
            said = ''.join(told.format())
        except BaseException:
            said = kind(error).__name__ + ': an error that cannot be shown'
        return said if len(said) <= 4000 else said[:1000] + '\\n...\\n' + said[-2900:]

    async def run(code):
        reason = 'error'
        try:
            value = await eval_code_async(code, {'__name__': '__main__'}, filename='program.py')
            sys.stdout.flush()
            sys.stderr.flush()
            if value is None:
                return dumps({'kind': 'done'})
            try:
                shown = show(value)
                shown = shown if kind(shown) is text else '[a value that cannot be shown]'
            except Exception:
                shown = '[a value that cannot be shown]'
            return dumps({'kind': 'done', 'result': shown[:MOST]})
        except MemoryError as error:
            reason = 'memory'
            said = 'The program needed more memory than there is (about 250 MB).'
        except ModuleNotFoundError as error:
            said = words(error) + '\\nOnly the standard library of Python is here. Nothing can be installed: there is no network. Do it without.'
        except SystemExit as error:
            if not error.code:
                return dumps({'kind': 'done'})
            said = 'The program left with ' + text(error.code)[:1000]
        except BaseException as error:
            said = words(error)
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except BaseException:
            pass
        return dumps({'kind': 'failed', 'reason': reason, 'message': said[:4000]})
    return run
_make()
`;
