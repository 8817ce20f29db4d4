"use client";

import { useEffect, useState } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/text/catalogue";
import { type Device, listMicrophones } from "./microphone";

type MicrophonePickerProps = { deviceId: string | null; onChoose: (deviceId: string | null) => void };

const words = t.recorder;

/** Which microphone. The list follows what is plugged in and out. */
export function MicrophonePicker({ deviceId, onChoose }: MicrophonePickerProps) {
  const devices = useMicrophones();
  return (
    <Field label={words.microphone} hint={devices.length === 0 ? words.devicesHint : undefined}>
      {(control) => (
        <Select
          {...control}
          value={deviceId ?? ""}
          onChange={(event) => onChoose(event.target.value === "" ? null : event.target.value)}
        >
          <option value="">{words.standard}</option>
          {devices.map((device) => (
            <option key={device.deviceId} value={device.deviceId}>
              {device.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function useMicrophones(): Device[] {
  const [devices, setDevices] = useState<Device[]>([]);
  useEffect(() => {
    const look = () => void listMicrophones().then(setDevices);
    look();
    navigator.mediaDevices?.addEventListener("devicechange", look);
    return () => navigator.mediaDevices?.removeEventListener("devicechange", look);
  }, []);
  return devices;
}
