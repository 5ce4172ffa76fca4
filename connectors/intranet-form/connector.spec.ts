import { describeConnector } from '@passerelle/connector/testing';
import { subject } from './conformance.subject.js';

describeConnector(subject);
