# Signs files with the certificate of the environment: sign.ps1 FILE…
# SIGNING_CERTIFICATE is a PFX in base64, SIGNING_PASSWORD its password. Without them nothing is signed, and that is said.
$ErrorActionPreference = 'Stop'
if (-not $env:SIGNING_CERTIFICATE) {
    Write-Output "::warning::no certificate: $args is not signed"
    exit 0
}
$signtool = Get-ChildItem 'C:\Program Files (x86)\Windows Kits\10\bin\*\x64\signtool.exe' | Sort-Object FullName | Select-Object -Last 1
$pfx = Join-Path $env:RUNNER_TEMP 'signing.pfx'
try {
    [IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String($env:SIGNING_CERTIFICATE))
    & $signtool.FullName sign /fd SHA256 /f $pfx /p $env:SIGNING_PASSWORD /tr http://timestamp.digicert.com /td SHA256 /d 'Nymi Bluetooth Endpoint' @args
    if ($LASTEXITCODE -ne 0) { throw "signtool ended with $LASTEXITCODE" }
    & $signtool.FullName verify /pa @args
    if ($LASTEXITCODE -ne 0) { throw "the signature of $args does not hold" }
} finally {
    Remove-Item -Force -ErrorAction SilentlyContinue $pfx
}
