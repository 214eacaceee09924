@echo off
rem Runs Recollect's command line program: that of the package this lies in, else that of the extension which installed this, with the
rem Node that was tried then, else VS Code's own, else one on the PATH.
setlocal
set "here=%~dp0"
if not defined RECOLLECT_HOME if exist "%here%runtime" for %%I in ("%here%..") do set "RECOLLECT_HOME=%%~fI"
set "NODE_OPTIONS="
set "tried="
set "own="
set "package="
set "runtime=%here%runtime"
if not exist "%runtime%" if defined RECOLLECT_HOME set "runtime=%RECOLLECT_HOME%\bin\runtime"
if not exist "%runtime%" set "runtime=%USERPROFILE%\.recollect\bin\runtime"
if exist "%runtime%" (
  set /p tried=
  set /p own=
  set /p package=
) <"%runtime%"
set "cli=%here%..\dist\cli.js"
if not exist "%cli%" set "cli=%package%\dist\cli.js"
if not exist "%cli%" (
  echo recollect: the extension is not where it was. Open VS Code with Recollect once, which finds it again. 1>&2
  exit /b 1
)
if defined tried if exist "%tried%" (
  "%tried%" "%cli%" %*
  exit /b
)
if defined own if exist "%own%" (
  set "ELECTRON_RUN_AS_NODE=1"
  "%own%" "%cli%" %*
  exit /b
)
node "%cli%" %*
