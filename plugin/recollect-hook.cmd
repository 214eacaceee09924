@echo off
rem Runs hook.js with a Node: the one that was tried when this was installed, else one on the PATH, else VS Code's own. Whatever goes
rem wrong, the agent never hears of it.
setlocal
set "here=%~dp0"
if not defined RECOLLECT_HOME if exist "%here%runtime" for %%I in ("%here%..") do set "RECOLLECT_HOME=%%~fI"
set "hook=%here%hook.js"
if not exist "%hook%" set "hook=%here%..\dist\hook.js"
set "NODE_OPTIONS="
set "tried="
set "own="
set "runtime=%here%runtime"
if not exist "%runtime%" if defined RECOLLECT_HOME set "runtime=%RECOLLECT_HOME%\bin\runtime"
if not exist "%runtime%" set "runtime=%USERPROFILE%\.recollect\bin\runtime"
if exist "%runtime%" (
  set /p tried=
  set /p own=
) <"%runtime%"
if defined tried if exist "%tried%" "%tried%" "%hook%" %* 2>nul && exit /b 0
node "%hook%" %* 2>nul && exit /b 0
set "ELECTRON_RUN_AS_NODE=1"
if defined own if exist "%own%" "%own%" "%hook%" %* 2>nul
exit /b 0
