@echo off
rem Starts the command line with the Java in JAVA_HOME, or else the one on the PATH. JAVA_OPTS holds options for that Java.
setlocal EnableExtensions DisableDelayedExpansion
if defined JAVA_HOME set "PATH=%JAVA_HOME%\bin;%PATH%"

rem version "17.0.15", or "1.8.0_292" before Java 9
set "version="
for /f "tokens=3" %%v in ('java -version 2^>^&1 ^| findstr /c:" version "') do set "version=%%~v"
if not defined version (
  echo db-dsc-jobs needs Java 17 or later: set JAVA_HOME, or put java on the PATH.>&2
  exit /b 1
)
for /f "delims=.-+" %%m in ("%version%") do set "major=%%m"
if %major% LSS 17 (
  echo db-dsc-jobs needs Java 17 or later: the one in JAVA_HOME or on the PATH is Java %version%.>&2
  exit /b 1
)

java %JAVA_OPTS% -cp "%~dp0..\lib\*" io.github.dbdsc.local.Main %*
exit /b %ERRORLEVEL%
