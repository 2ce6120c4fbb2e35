/*
 * For try-wine only: lets serial reads under Wine end after their time-out.
 *
 * jSerialComm asks for "what is there, or wait up to 100 ms for the first byte" in the way that Windows documents: multiplier
 * MAXDWORD, constant 100 (COMMTIMEOUTS). Wine 8 multiplies, and such a read ends after weeks. Loaded as a JVM agent, this puts a
 * function of its own in the place of SetCommTimeouts in this process: multiplier 0, so that a read ends after 100 ms with what
 * has arrived. Every answer is then up to 100 ms late; nothing else differs.
 */
#include <string.h>
#include <windows.h>
#include <winioctl.h>

#define IOCTL_SET_TIMEOUTS CTL_CODE(FILE_DEVICE_SERIAL_PORT, 7, METHOD_BUFFERED, FILE_ANY_ACCESS)

static BOOL WINAPI set_timeouts(HANDLE port, COMMTIMEOUTS *timeouts) {
    COMMTIMEOUTS ours = *timeouts;
    DWORD returned;
    if (ours.ReadTotalTimeoutMultiplier == MAXDWORD) {
        ours.ReadTotalTimeoutMultiplier = 0;
        ours.ReadIntervalTimeout = 0;
    }
    return DeviceIoControl(port, IOCTL_SET_TIMEOUTS, &ours, sizeof ours, NULL, 0, &returned, NULL);
}

/* What the JVM calls of an agent; 0: fine. */
__declspec(dllexport) int __stdcall Agent_OnLoad(void *vm, char *options, void *reserved) {
    (void)vm, (void)options, (void)reserved;
    unsigned char jump[12] = {0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xe0}; /* mov rax, address; jmp rax */
    void *target = (void *)set_timeouts;
    memcpy(jump + 2, &target, sizeof target);
    void *function = (void *)GetProcAddress(GetModuleHandleA("kernelbase.dll"), "SetCommTimeouts");
    DWORD before;
    if (function == NULL || !VirtualProtect(function, sizeof jump, PAGE_EXECUTE_READWRITE, &before)) {
        return 1;
    }
    memcpy(function, jump, sizeof jump);
    FlushInstructionCache(GetCurrentProcess(), function, sizeof jump);
    return 0;
}
