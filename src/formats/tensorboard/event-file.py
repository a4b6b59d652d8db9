"""What Google's protobuf runtime writes for the events of TensorBoard's published schema, as hexadecimal digits."""
import json

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FIELD = descriptor_pb2.FieldDescriptorProto
DOUBLE, FLOAT, INT64, INT32, STRING, BYTES, MESSAGE = (
    FIELD.TYPE_DOUBLE, FIELD.TYPE_FLOAT, FIELD.TYPE_INT64, FIELD.TYPE_INT32, FIELD.TYPE_STRING, FIELD.TYPE_BYTES,
    FIELD.TYPE_MESSAGE)
SCHEMA = {
    "Event": [("wall_time", 1, DOUBLE), ("step", 2, INT64), ("file_version", 3, STRING), ("summary", 5, "Summary")],
    "Summary": [("value", 1, ["Value"])],
    "Value": [("tag", 1, STRING), ("simple_value", 2, FLOAT), ("image", 4, "Image"), ("histo", 5, "Histogram")],
    "Image": [("height", 1, INT32), ("width", 2, INT32), ("colorspace", 3, INT32), ("encoded_image_string", 4, BYTES)],
    "Histogram": [("min", 1, DOUBLE), ("max", 2, DOUBLE), ("num", 3, DOUBLE), ("sum", 4, DOUBLE),
                  ("sum_squares", 5, DOUBLE), ("bucket_limit", 6, [DOUBLE]), ("bucket", 7, [DOUBLE])],
}


def message_class():
    file = descriptor_pb2.FileDescriptorProto(name="events.proto", package="tb", syntax="proto3")
    for name, fields in SCHEMA.items():
        message = file.message_type.add(name=name)
        for field, number, kind in fields:
            label = FIELD.LABEL_REPEATED if isinstance(kind, list) else FIELD.LABEL_OPTIONAL
            kind = kind[0] if isinstance(kind, list) else kind
            added = message.field.add(name=field, number=number, label=label)
            if isinstance(kind, str):
                added.type, added.type_name = MESSAGE, f".tb.{kind}"
            else:
                added.type = kind
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("tb.Event"))


Event = message_class()
head = Event(wall_time=1.5, file_version="brain.Event:2")
scalars = Event(wall_time=2.25, step=300)
scalars.summary.value.add(tag="train/loss", simple_value=0.5)
scalars.summary.value.add(tag="ärger", simple_value=-1e-3)
image = Event(wall_time=3, step=4)
picture = image.summary.value.add(tag="image").image
picture.height, picture.width, picture.colorspace, picture.encoded_image_string = 2, 3, 1, b"\x89PNG"
histogram = Event(wall_time=3, step=5)
values = histogram.summary.value.add(tag="zeros").histo
values.min, values.max, values.num, values.sum, values.sum_squares = 0, 0, 2, 0, 0
values.bucket_limit.extend([0, 1e-12])
values.bucket.extend([0, 2])
bins = Event(wall_time=3, step=6)
counted = bins.summary.value.add(tag="weights").histo
counted.min, counted.max, counted.num, counted.sum, counted.sum_squares = -1, 1, 4, 1, 1
counted.bucket_limit.extend([0, 1])
counted.bucket.extend([1, 3])

print(json.dumps({name: event.SerializeToString().hex() for name, event in
                  dict(head=head, scalars=scalars, image=image, histogram=histogram, bins=bins).items()}))
