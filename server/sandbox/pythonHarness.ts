/** The file that a program's process asks for packages by writing the name of a module to it. */
export const PACKAGES = '/dev/packages';

/** How matplotlib shows figures: each that no one has saved becomes a picture of its own in /out. */
export const FIGURES = {
  module: 'waggle_figures',
  source: `
import os
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

def keep():
    for manager in Gcf.get_all_fig_managers():
        if not getattr(manager.canvas, 'saved', False):
            number = 1
            while os.path.exists(f'/out/figure-{number}.png'):
                number += 1
            manager.canvas.figure.savefig(f'/out/figure-{number}.png')
    Gcf.destroy_all()

class FigureManager(FigureManagerBase):
    @classmethod
    def pyplot_show(cls, *, block=None):
        keep()

class FigureCanvas(FigureCanvasAgg):
    manager_class = FigureManager

    def print_figure(self, *given, **named):
        self.saved = True
        return super().print_figure(*given, **named)
`,
};

/**
 * Runs a program as the top of its own module and puts in words what came of it. It keeps what it needs of Python, so that a
 * program that changes Python's own functions changes no more than the words about itself.
 */
export const HARNESS = `
def _make():
    import sys, os, json, traceback, importlib
    from importlib.machinery import PathFinder
    from pyodide.code import eval_code_async
    dumps, lines, text, kind, show = json.dumps, traceback.TracebackException, str, type, repr
    MOST = 16000
    offered = set()

    class Packages:
        def find_spec(self, name, path=None, target=None):
            if path is not None or name not in offered:
                return None
            offered.discard(name)
            try:
                with open('${PACKAGES}', 'wb', buffering=0) as door:
                    door.write(name.encode())
            except OSError as error:
                raise ImportError(f'the package of {name} could not be loaded: {error}', name=name) from None
            importlib.invalidate_caches()
            return PathFinder.find_spec(name)

    def offer(modules):
        sys.dont_write_bytecode = True
        offered.update(modules)
        sys.meta_path.append(Packages())
        os.environ['MPLBACKEND'] = 'module://${FIGURES.module}'

    def keep_figures():
        figures = sys.modules.get('${FIGURES.module}')
        if figures is not None:
            figures.keep()
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

    async def run(code, modules):
        reason = 'error'
        modules = json.loads(modules)
        if modules:
            offer(modules)
        try:
            value = await eval_code_async(code, {'__name__': '__main__'}, filename='program.py')
            keep_figures()
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
            there = 'The standard library of Python is here and these modules: ' + ', '.join(modules) if modules else 'Only the standard library of Python is here'
            said = words(error)[:2500] + '\\n' + there[:1200] + '. Nothing can be installed: there is no network. Do it without.'
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
