# The life of the MSI on a real Windows, as administrator: try-windows.ps1 FILE.msi. No dongle, no reader and no agent are needed.
param([Parameter(Mandatory)] [string] $Msi)
$ErrorActionPreference = 'Stop'
$folder = 'C:\Nymi\Bluetooth_Endpoint'
$name = 'Nymi Bluetooth Endpoint'
$url = 'ws://127.0.0.1:9120/socket/websocket'

function Check([string] $what, [bool] $holds) {
    if (-not $holds) {
        Get-ChildItem "$folder\logs" -ErrorAction SilentlyContinue | ForEach-Object { Write-Output "== $_"; Get-Content $_ -Tail 40 }
        throw "FAILED  $what"
    }
    Write-Output "ok      $what"
}
function Msiexec([string[]] $arguments) {
    (Start-Process msiexec.exe -ArgumentList ($arguments + '/qn' + '/l*v' + "`"$env:TEMP\nbe-msi.log`"") -Wait -PassThru).ExitCode
}
function Said([string] $pattern, [string[]] $command) { ((& $command[0] $command[1..9]) -join "`n") -match $pattern }

Check 'msiexec /i /qn' ((Msiexec @('/i', "`"$Msi`"", "AGENT_URL=$url")) -eq 0)
Check 'AGENT_URL is in nbe.toml' (Select-String -Quiet -SimpleMatch "agent_url = `"$url`"" "$folder\nbe.toml")
Check 'the installer step warned of nothing' (-not (Select-String -Quiet ' WARN ' "$folder\logs\install.log"))
(Get-Service $name).WaitForStatus('Running', '00:00:30')
Check 'delayed start, LocalService' ((Said 'DELAYED' @('sc.exe', 'qc', $name)) -and (Said 'LocalService' @('sc.exe', 'qc', $name)))
Check 'restart on failure' (Said 'RESTART' @('sc.exe', 'qfailure', $name))
Check 'its own SID, one privilege' ((Said 'UNRESTRICTED' @('sc.exe', 'qsidtype', $name)) -and (Said 'SeChangeNotifyPrivilege' @('sc.exe', 'qprivs', $name)))
$rights = (icacls $folder) -join "`n"
Check 'users only read' (($rights -notmatch 'Authenticated Users') -and ($rights -match 'Users:\(OI\)\(CI\)\(RX\)'))
Check 'the service logs' (Select-String -Quiet ' INFO main nbe ' "$folder\logs\nbe.log")
& "$folder\nbe.exe" service status
Check 'nbe service status' ($LASTEXITCODE -eq 0)

Stop-Process -Force -Id (Get-CimInstance Win32_Service -Filter "Name='$name'").ProcessId
Start-Sleep 8
Check 'killed, it is started again' ((Get-Service $name).Status -eq 'Running')
$watch = [Diagnostics.Stopwatch]::StartNew()
Stop-Service $name
Write-Output "        stopped after $($watch.ElapsedMilliseconds) ms"
Check 'stopped' ((Get-Service $name).Status -eq 'Stopped')
& "$folder\nbe.exe" service start
Check 'nbe service start' ($LASTEXITCODE -eq 0)

Add-Content "$folder\nbe.toml" "`n# by the administrator"
Check 'repair' ((Msiexec @('/fa', "`"$Msi`"")) -eq 0)
Check 'nbe.toml is as it was' (Select-String -Quiet '# by the administrator' "$folder\nbe.toml")
Check 'msiexec /x /qn' ((Msiexec @('/x', "`"$Msi`"")) -eq 0)
Check 'the service is gone' (-not (Get-Service $name -ErrorAction SilentlyContinue))
Check 'the program is gone' (-not (Test-Path "$folder\nbe.exe"))
Check 'nbe.toml stays' (Test-Path "$folder\nbe.toml")
