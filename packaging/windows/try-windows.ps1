# The life of the MSI on a real Windows, as administrator: try-windows.ps1 FILE.msi NEWER.msi. No dongle, no reader and no agent
# are needed. What Windows Installer says of each step: nbe-msi-N.log, in the directory for temporary files.
param([Parameter(Mandatory)] [string] $Msi, [Parameter(Mandatory)] [string] $Newer)
$ErrorActionPreference = 'Stop'
$folder = 'C:\Nymi\Bluetooth_Endpoint'
$name = 'Nymi Bluetooth Endpoint'
$url = 'ws://127.0.0.1:9120/socket/websocket'
$temp = if ($env:RUNNER_TEMP) { $env:RUNNER_TEMP } else { $env:TEMP }
$script:step = 0

function Check([string] $what, [bool] $holds) {
    if (-not $holds) {
        Get-ChildItem "$folder\logs" -ErrorAction SilentlyContinue | ForEach-Object { Write-Output "== $_"; Get-Content $_ -Tail 40 }
        throw "FAILED  $what"
    }
    Write-Output "ok      $what"
}
function Msiexec([string[]] $arguments) {
    $script:step++
    (Start-Process msiexec.exe -ArgumentList ($arguments + '/qn' + '/l*v' + "`"$temp\nbe-msi-$script:step.log`"") -Wait -PassThru).ExitCode
}
function ProcessOf { (Get-CimInstance Win32_Service -Filter "Name='$name'").ProcessId }
# Nothing but what is the administrator's and the service's own.
function OnlyTheirs { -not (Get-ChildItem $folder | Where-Object Name -notin 'nbe.toml', 'logs') }
function Said([string] $pattern, [string[]] $command) { ((& $command[0] $command[1..9]) -join "`n") -match $pattern }

Check 'a URL that is none is refused' ((Msiexec @('/i', "`"$Msi`"", 'AGENT_URL="wss://agent.example/ & calc"')) -eq 1603)
Check 'with the reason' (Select-String -Quiet 'agent_url' "$temp\nbe-msi-1.log")
Check 'msiexec /i /qn' ((Msiexec @('/i', "`"$Msi`"", "AGENT_URL=$url")) -eq 0)
Check 'AGENT_URL is in nbe.toml' (Select-String -Quiet -SimpleMatch "agent_url = `"$url`"" "$folder\nbe.toml")
Check 'the installer step told what it did, and warned of nothing' ((Select-String -Quiet 'is installed, and starts' "$temp\nbe-msi-2.log") -and -not (Select-String -Quiet ' WARN service ' "$temp\nbe-msi-2.log"))
(Get-Service $name).WaitForStatus('Running', '00:00:30')
Check 'delayed start, LocalService' ((Said 'DELAYED' @('sc.exe', 'qc', $name)) -and (Said 'LocalService' @('sc.exe', 'qc', $name)))
Check 'restart on failure' (Said 'RESTART' @('sc.exe', 'qfailure', $name))
Check 'its own SID, one privilege' ((Said 'UNRESTRICTED' @('sc.exe', 'qsidtype', $name)) -and (Said 'SeChangeNotifyPrivilege' @('sc.exe', 'qprivs', $name)))
$rights = (icacls $folder) -join "`n"
Check 'users only read' (($rights -notmatch 'Authenticated Users') -and ($rights -match 'Users:\(OI\)\(CI\)\(RX\)'))
$inner = (icacls "$folder\logs" "$folder\run" "$folder\nbe.toml") -join "`n"
Check 'logs, run and nbe.toml are the service''s, not the users''' (($inner -notmatch 'Users:') -and ($inner -match 'NT SERVICE\\Nymi'))
Check 'all of it belongs to Administrators' (-not (Get-ChildItem $folder | Where-Object { $_.Name -ne 'logs' -and (Get-Acl $_.FullName).GetOwner([Security.Principal.SecurityIdentifier]).Value -ne 'S-1-5-32-544' }))
Check 'the service logs' (Select-String -Quiet ' INFO main nbe ' "$folder\logs\nbe.log")
& "$folder\nbe.exe" service status
Check 'nbe service status' ($LASTEXITCODE -eq 0)
Check 'the event log has its warnings, with our text' ((Get-WinEvent -FilterHashtable @{LogName = 'Application'; ProviderName = $name; Level = 2, 3} -MaxEvents 1).Message -match '^[a-z]+: ')

$killed = ProcessOf
Stop-Process -Force -Id $killed
$watch = [Diagnostics.Stopwatch]::StartNew()
while (((ProcessOf) -in 0, $killed) -and $watch.Elapsed.TotalSeconds -lt 30) { Start-Sleep -Milliseconds 200 }
Check 'killed, it is started again' ((ProcessOf) -notin 0, $killed)
Write-Output "        after $($watch.ElapsedMilliseconds) ms"
(Get-Service $name).WaitForStatus('Running', '00:00:30')
$watch = [Diagnostics.Stopwatch]::StartNew()
Stop-Service $name
Write-Output "        stopped after $($watch.ElapsedMilliseconds) ms"
Check 'stopped, within 5 s' ((Get-Service $name).Status -eq 'Stopped' -and $watch.Elapsed.TotalSeconds -lt 5)
& "$folder\nbe.exe" service start
Check 'nbe service start' ($LASTEXITCODE -eq 0)

Add-Content "$folder\nbe.toml" "`n# by the administrator"
Check 'repair, with other properties' ((Msiexec @('/fa', "`"$Msi`"", 'AGENT_URL=ws://127.0.0.1:1/', 'SERVICE_ACCOUNT=LocalSystem')) -eq 0)
Check 'AGENT_URL is as it was' (Select-String -Quiet -SimpleMatch "agent_url = `"$url`"" "$folder\nbe.toml")
Check 'the account, too' (Said 'LocalService' @('sc.exe', 'qc', $name))
Check 'nbe.toml is as it was' (Select-String -Quiet '# by the administrator' "$folder\nbe.toml")
(Get-Service $name).WaitForStatus('Running', '00:00:30')
Check 'msiexec /x /qn, while the service runs' ((Msiexec @('/x', "`"$Msi`"")) -eq 0)
Check 'the service is gone' (-not (Get-Service $name -ErrorAction SilentlyContinue))
Check 'nothing is left but nbe.toml and logs' (OnlyTheirs)

Check 'installed again, without AGENT_URL' ((Msiexec @('/i', "`"$Msi`"")) -eq 0)
(Get-Service $name).WaitForStatus('Running', '00:00:30')
Check 'upgrade, while the service runs' ((Msiexec @('/i', "`"$Newer`"")) -eq 0)
(Get-Service $name).WaitForStatus('Running', '00:00:30')
Check 'the newer one''s files' (Select-String -Quiet -SimpleMatch '# 99.0.0' "$folder\nbe.default.toml")
Check 'nbe.toml is as it was' (Select-String -Quiet '# by the administrator' "$folder\nbe.toml")
Check 'AGENT_URL, too' (Select-String -Quiet -SimpleMatch "agent_url = `"$url`"" "$folder\nbe.toml")
Check 'an older one does not go over it' ((Msiexec @('/i', "`"$Msi`"")) -eq 1603)
Check 'msiexec /x /qn of the newer one' ((Msiexec @('/x', "`"$Newer`"")) -eq 0)
Check 'the service is gone' (-not (Get-Service $name -ErrorAction SilentlyContinue))
Check 'nothing is left but nbe.toml and logs' (OnlyTheirs)
Check 'nbe.toml stays' (Test-Path "$folder\nbe.toml")
