; A set-up is a .json or .yaml file like many others: the app stands in "Open with" and takes no file type over.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\SSOWorkbench.SetUp" "" "Set-up of SSO Workbench"
  WriteRegStr SHELL_CONTEXT "Software\Classes\SSOWorkbench.SetUp\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.json\OpenWithProgids" "SSOWorkbench.SetUp" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\.yaml\OpenWithProgids" "SSOWorkbench.SetUp" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\.yml\OpenWithProgids" "SSOWorkbench.SetUp" ""
!macroend

!macro customUnInstall
  ; An update removes the version before it by the same program.
  ${ifNot} ${isUpdated}
    DeleteRegValue SHELL_CONTEXT "Software\Classes\.json\OpenWithProgids" "SSOWorkbench.SetUp"
    DeleteRegValue SHELL_CONTEXT "Software\Classes\.yaml\OpenWithProgids" "SSOWorkbench.SetUp"
    DeleteRegValue SHELL_CONTEXT "Software\Classes\.yml\OpenWithProgids" "SSOWorkbench.SetUp"
    DeleteRegKey SHELL_CONTEXT "Software\Classes\SSOWorkbench.SetUp"
    ; The app registers its links at its first start.
    DeleteRegKey HKCU "Software\Classes\sso-workbench"
  ${endIf}
!macroend
